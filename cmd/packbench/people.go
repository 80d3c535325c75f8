package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"golang.org/x/term"

	"packbench/data"
)

// who is in whose name a command works: in a shop that asks for passwords it is
// somebody who has given theirs, at the terminal or in PACKBENCH_PASSWORD.
func (m *Main) who(ctx context.Context) (data.Actor, error) {
	a := actor()
	if m.user != "" {
		a.User = m.user
	}
	guarded, err := m.shop.Guarded(ctx)
	if err != nil || !guarded {
		return a, err
	}
	password := os.Getenv("PACKBENCH_PASSWORD")
	if password == "" {
		if password, err = m.askSecret("Password of " + a.User + ": "); err != nil {
			return a, err
		}
	}
	a.User, err = m.shop.SignIn(ctx, a, password)
	return a, err
}

// openAs opens the shop for a command that takes a right, and says in whose name.
func (m *Main) openAs(ctx context.Context) (data.Actor, error) {
	if err := m.open(ctx, false); err != nil {
		return data.Actor{}, err
	}
	return m.who(ctx)
}

// askSecret asks at the terminal without showing what is typed. Where there is
// none it says what else can be done.
func (m *Main) askSecret(question string) (string, error) {
	in, ok := m.Stdin.(*os.File)
	if !ok || !term.IsTerminal(int(in.Fd())) {
		return "", data.Refused("sign in", "run this at a terminal, or give the password in the environment: PACKBENCH_PASSWORD for a person of the shop (with --user NAME), PGPASSWORD for a server", "%sthere is no terminal to ask at", question)
	}
	fmt.Fprint(m.Stderr, question)
	secret, err := term.ReadPassword(int(in.Fd()))
	fmt.Fprintln(m.Stderr)
	if err != nil {
		return "", fmt.Errorf("read the password: %w", err)
	}
	return string(secret), nil
}

// people lists who works in the shop and, with --password, gives one of them a
// new password: the way back in for an owner who has forgotten theirs. Who can
// write the shop's file, or owns its database, can do that, and the journal says
// that it was done.
func (m *Main) people(ctx context.Context, args []string) error {
	f := m.flags("people")
	reset := f.String("password", "", "the person who gets a new password")
	words, err := parse(f, args)
	if err != nil || len(words) != 0 {
		return usageOr(err, "packbench people [--password NAME]")
	}
	if err := m.open(ctx, false); err != nil {
		return err
	}
	if *reset != "" {
		return m.resetPassword(ctx, *reset)
	}
	all, err := m.shop.People(ctx)
	if err != nil {
		return err
	}
	if m.json {
		return m.writeJSON(all)
	}
	for _, p := range all {
		has := "no password"
		switch {
		case p.HasPassword && p.HasPin:
			has = "password and PIN"
		case p.HasPassword:
			has = "password"
		case p.HasPin:
			has = "PIN"
		}
		if _, err := fmt.Fprintf(m.Stdout, "%-24s %-16s %s\n", p.Name, p.Role, has); err != nil {
			return err
		}
	}
	return nil
}

// newSecret takes a secret from PACKBENCH_PASSWORD, from a pipe, or from who sits at
// the terminal.
func (m *Main) newSecret(question string) (string, error) {
	if secret := os.Getenv("PACKBENCH_PASSWORD"); secret != "" {
		return secret, nil
	}
	in, file := m.Stdin.(*os.File)
	if m.Stdin == nil || file && term.IsTerminal(int(in.Fd())) {
		return m.askSecret(question)
	}
	line, err := bufio.NewReader(io.LimitReader(m.Stdin, 1<<10)).ReadString('\n')
	if secret := strings.TrimRight(line, "\r\n"); secret != "" {
		return secret, nil
	}
	if err == io.EOF {
		err = nil
	}
	return "", errors.Join(err, data.Refused("sign in", "write it on standard input, or run this at a terminal", "there is no password"))
}

func (m *Main) resetPassword(ctx context.Context, name string) error {
	password, err := m.newSecret("New password of " + name + ": ")
	if err != nil {
		return err
	}
	if err := m.shop.ResetPassword(ctx, actor(), data.NewOp("reset password", name), name, password); err != nil {
		return err
	}
	_, err = fmt.Fprintf(m.Stdout, "%s has a new password\n", name)
	return err
}
