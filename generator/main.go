// Command mingshan turns content/ and data/ into the finished bilingual site in public/.
//
// The manual is `mingshan help`; generator/ARCHITECTURE.md describes the house.
package main

import (
	"os"

	"mingshan/generator/cli"
)

func main() { os.Exit(cli.Main(os.Args[1:], os.Stdout, os.Stderr, os.Getenv)) }
