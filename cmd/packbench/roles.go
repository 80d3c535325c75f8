package main

import (
	"context"
	"fmt"

	"packbench/data"
)

// roles prints the statements that set up a server's roles, or runs them: a desk's
// login can then add to the history of the shop and never rewrite it.
func (m *Main) roles(ctx context.Context, args []string) error {
	f := m.flags("roles")
	run := f.Bool("run", false, "run the statements instead of printing them")
	login := f.String("login", "", "somebody who gets one of the roles")
	as := f.String("as", "desk", "what the login is: desk or reader")
	words, err := parse(f, args)
	if err != nil || len(words) != 0 || !data.IsServer(m.shopPath) {
		return usageOr(err, "packbench roles --shop postgres://owner@host/database [--login NAME --as desk|reader] [--run]")
	}
	if !*run {
		all, err := data.Roles(*login, *as)
		if err != nil {
			return err
		}
		if m.json {
			return m.writeJSON(all)
		}
		for _, q := range all {
			if _, err := fmt.Fprintln(m.Stdout, q+";"); err != nil {
				return err
			}
		}
		return nil
	}
	if err := m.open(ctx, false); err != nil {
		return err
	}
	if err := m.books.SetUpRoles(ctx, *login, *as); err != nil {
		return err
	}
	fmt.Fprintf(m.Stdout, "the roles %s and %s are set up\n", data.RoleDesk, data.RoleReader)
	if *login != "" {
		_, err = fmt.Fprintf(m.Stdout, "%s is a %s; set a password in psql with: \\password %s\n", *login, *as, *login)
	}
	return err
}
