//go:build !windows

package kit

import "os/exec"

// unseen does nothing: only Windows opens a window for a program of text.
func unseen(*exec.Cmd) {}
