package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"time"

	"github.com/zalando/go-keyring"

	"packbench/data"
)

// Passwords of servers are kept in the keyring of the system: the Keychain, the
// Credential Manager, the Secret Service. A machine without one has a file that
// only its owner can read, and only after an explicit yes. They are never among
// the settings, and never in an address that is written anywhere.

// secretService is under what name the keyring keeps them.
const secretService = "packbench"

// keyringTime is how long a keyring may take: one that waits for somebody to
// unlock it must not keep the shop from opening.
const keyringTime = 5 * time.Second

var errNoKeyring = errors.New("this machine has no keyring that answers")

// secretOf names a server's login, without its password and its options.
func secretOf(place string) string {
	u, err := url.Parse(data.WithoutPassword(place))
	if err != nil {
		return ""
	}
	u.RawQuery, u.Fragment = "", ""
	return u.String()
}

// withSecret gives a server's address with the password that is kept for it, where
// it names none itself.
func withSecret(place, given string) string {
	if !data.IsServer(place) {
		return place
	}
	u, err := url.Parse(place)
	if err != nil {
		return place
	}
	if _, has := u.User.Password(); has || u.Query().Has("password") || given == "" && os.Getenv("PGPASSWORD") != "" {
		return place
	}
	if given == "" {
		given = keptSecret(secretOf(place))
	}
	if given == "" {
		return place // there may be a .pgpass, or the server may ask for none
	}
	u.User = url.UserPassword(u.User.Username(), given)
	return u.String()
}

// keptSecret finds a password, "" where none is kept.
func keptSecret(login string) string {
	var secret string
	if err := inTime(func() (err error) {
		secret, err = keyring.Get(secretService, login)
		return err
	}); err == nil && secret != "" {
		return secret
	}
	all, err := secretsInFile()
	if err != nil {
		return ""
	}
	return all[login]
}

// keepInKeyring keeps a password in the keyring of the system.
func keepInKeyring(login, secret string) error {
	if err := inTime(func() error { return keyring.Set(secretService, login, secret) }); err != nil {
		return errors.Join(errNoKeyring, err)
	}
	return nil
}

// keepInFile keeps a password in a file that only its owner can read.
func keepInFile(login, secret string) error {
	all, err := secretsInFile()
	if err != nil {
		return err
	}
	all[login] = secret
	return writeSecrets(all)
}

// forgetSecret forgets a password wherever it is kept, and says whether there was
// one.
func forgetSecret(login string) (bool, error) {
	was := keptSecret(login) != ""
	_ = inTime(func() error { return keyring.Delete(secretService, login) }) // where there is none, none is forgotten
	all, err := secretsInFile()
	if _, there := all[login]; err != nil || !there {
		return was, err
	}
	delete(all, login)
	return was, writeSecrets(all)
}

// inTime does something with the keyring, and gives up when it does not answer.
func inTime(do func() error) error {
	done := make(chan error, 1)
	go func() { done <- do() }()
	select {
	case err := <-done:
		return err
	case <-time.After(keyringTime):
		return errNoKeyring
	}
}

func secretFile() (string, error) {
	dir, err := os.UserConfigDir()
	if err != nil {
		return "", fmt.Errorf("find where settings are kept: %w", err)
	}
	return filepath.Join(dir, "packbench", "server-passwords"), nil
}

func secretsInFile() (map[string]string, error) {
	all := map[string]string{}
	path, err := secretFile()
	if err != nil {
		return all, err
	}
	text, err := os.ReadFile(path)
	switch {
	case errors.Is(err, os.ErrNotExist):
		return all, nil
	case err != nil:
		return all, fmt.Errorf("read the kept passwords: %w", err)
	}
	if err := json.Unmarshal(text, &all); err != nil {
		return map[string]string{}, fmt.Errorf("read the kept passwords in %s: %w", path, err)
	}
	return all, nil
}

// writeSecrets replaces the file whole, so that it is never half written.
func writeSecrets(all map[string]string) error {
	path, err := secretFile()
	if err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return fmt.Errorf("keep the password: %w", err)
	}
	text, err := json.Marshal(all)
	if err != nil {
		return fmt.Errorf("keep the password: %w", err)
	}
	f, err := os.CreateTemp(filepath.Dir(path), "passwords-*") // 0600 from its beginning
	if err != nil {
		return fmt.Errorf("keep the password: %w", err)
	}
	_, err = f.Write(text)
	if err = errors.Join(err, f.Close()); err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err != nil {
		return errors.Join(fmt.Errorf("keep the password: %w", err), os.Remove(f.Name()))
	}
	return nil
}

// login keeps the password of a server, or forgets it.
func (m *Main) login(ctx context.Context, args []string) error {
	f := m.flags("login")
	forget := f.Bool("forget", false, "forget the password that is kept")
	file := f.Bool("file", false, "keep it in a file that only you can read, where the machine has no keyring")
	words, err := parse(f, args)
	if err != nil || len(words) != 0 || !data.IsServer(m.shopPath) {
		return usageOr(err, "packbench login --shop postgres://user@host/database [--forget] [--file]")
	}
	login := secretOf(m.shopPath)
	if *forget {
		was, err := forgetSecret(login)
		if err != nil {
			return err
		}
		said := "no password was kept for"
		if was {
			said = "the password is forgotten of"
		}
		_, err = fmt.Fprintln(m.Stdout, said, login)
		return err
	}
	secret, err := m.newSecret("Password of " + login + ": ")
	if err != nil {
		return err
	}
	if _, err := data.LookAt(ctx, withSecret(m.shopPath, secret)); data.WantsPassword(err) || data.KindOf(err) == data.KindUnavailable {
		return err // what else is wrong with the place is no matter of the password
	}
	where := "the keyring of this machine"
	if *file {
		where = "a file that only you can read"
		err = keepInFile(login, secret)
	} else {
		err = keepInKeyring(login, secret)
	}
	if errors.Is(err, errNoKeyring) {
		return data.Refused("keyring", "keep it in a file that only you can read, with --file; or let Packbench ask each time", "this machine has no keyring that answers")
	}
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(m.Stdout, "the password of %s is kept in %s\n", login, where)
	return err
}
