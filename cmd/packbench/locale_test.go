package main

import (
	"os"
	"os/exec"
	"strings"
	"testing"
)

// The program of this test has the same packages as the one that is shipped,
// and starts them in the same order.
func TestACommandSaysNothingOfTheMachinesLanguage(t *testing.T) {
	for _, lang := range []string{"C", "C.UTF-8", "POSIX.UTF-8", "en_GB.UTF-8"} {
		c := exec.Command(os.Args[0], "-test.run=^$")
		c.Env = []string{"HOME=" + t.TempDir(), "LANG=" + lang, "PATH=" + os.Getenv("PATH")}
		out, err := c.CombinedOutput()
		if err != nil || strings.Contains(string(out), "error") {
			t.Errorf("on a machine that speaks %s: %v\n%s", lang, err, out)
		}
	}
}
