package main

import (
	"os"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"mingshan/generator/cli"
)

// tidy removes the site that tests have read together.
type tidy struct{ *testing.M }

func (m tidy) Run() int {
	status := m.M.Run()
	if wholeSite != "" {
		_ = os.RemoveAll(wholeSite)
	}
	return status
}

func TestMain(m *testing.M) {
	testscript.Main(tidy{m}, map[string]func(){
		"mingshan": func() { os.Exit(cli.Main(os.Args[1:], os.Stdout, os.Stderr, os.Getenv)) },
	})
}
