"""Tests of generator/bind: a notice becomes what each reader gets."""
