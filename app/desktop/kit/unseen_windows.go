package kit

import (
	"os/exec"
	"syscall"
)

// unseen keeps a program from opening a console window over the shop's.
func unseen(cmd *exec.Cmd) { cmd.SysProcAttr = &syscall.SysProcAttr{HideWindow: true} }
