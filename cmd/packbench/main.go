// Command packbench is the program that a small shop runs its orders with.
// With no arguments it opens the desktop; with a subcommand it does one job
// and ends: packbench help lists them.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"os/user"
	"path/filepath"
	"strings"

	"packbench/app"
	_ "packbench/cmd/packbench/locale" // before the window's library looks for the language
	"packbench/data"
)

// version is set when a release is built.
var version = "0.1.0-dev"

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	m := &Main{Stdin: os.Stdin, Stdout: os.Stdout, Stderr: os.Stderr}
	os.Exit(m.Run(ctx, os.Args[1:]))
}

// Exit statuses that are promised to scripts.
const (
	exitDone   = 0
	exitFailed = 1
	exitUsage  = 2
)

// Main is one run of the program; tests start it as the shell does.
type Main struct {
	Stdin          io.Reader
	Stdout, Stderr io.Writer

	shopPath string
	user     string
	server   string // the place that was tried last
	password string // of the server, as somebody typed it
	json     bool
	books    *data.Store
	shop     *app.Shop
}

// errUsage marks a command that was called wrongly.
var errUsage = errors.New("wrong use")

func usage(format string, args ...any) error {
	return fmt.Errorf("%w: %s", errUsage, fmt.Sprintf(format, args...))
}

// command is one subcommand.
type command struct {
	name, args, does string
	run              func(m *Main, ctx context.Context, args []string) error
}

var commands = []command{
	{"demo", "[--out DIR] [--orders N] [--make-only]", "make a demo shop and work one day in it", (*Main).demo},
	{"import", "KIND FILE [--format F] [--dry-run] [--bad FILE] [--again]", "bring in products, customers, stock, locations, boxes or rates", (*Main).importFile},
	{"export", "KIND --out FILE [--at MOMENT] [--since MOMENT]", "write orders, lines, stock, moves, customers, products or payments as .xlsx or .csv", (*Main).export},
	{"customer", "NUMBER --out FILE.json", "write all that the shop holds of a customer, to be given to them", (*Main).customer},
	{"erase", "NUMBER --why TEXT", "take all that is personal of a customer out of the books, for good", (*Main).erase},
	{"labels", "product|location|shipping CODE... [--all] [--stock NAME] [--start N] --out FILE.pdf", "draw labels", (*Main).labels},
	{"print", "FILE --printer NAME", "print a PDF", (*Main).print},
	{"printers", "", "list the printers of this machine", (*Main).printers},
	{"check", "", "prove the rules of the books, a line for each", (*Main).check},
	{"backup", "[--out FILE]", "write a verified copy of the shop, to a file or among those that it keeps", (*Main).backup},
	{"backups", "[--drill]", "list the copies that the shop keeps, and prove that the newest comes back", (*Main).backups},
	{"restore", "FILE [--look]", "put a verified copy in the place of the shop, or say what that would bring back", (*Main).restore},
	{"move", "--to PLACE", "move the shop to a server (postgres://user@host/database) or back to a new file", (*Main).move},
	{"roles", "[--login NAME] [--as desk|reader] [--run]", "print the statements that keep a server's desks from rewriting the past, or run them", (*Main).roles},
	{"login", "[--forget] [--file]", "keep the password of a server in this machine's keyring, or forget it", (*Main).login},
	{"people", "[--password NAME]", "list who works in the shop, or give somebody a new password", (*Main).people},
	{"route", "[--lines]", "plan the shortest walk past the picks of a JSON document on standard input", (*Main).route},
	{"batch", "[--lines]", "group the orders of a JSON document on standard input into walks", (*Main).batch},
	{"version", "", "say which version this is", (*Main).version},
}

// Run does what args ask and gives the exit status: 0 done, 1 failed, 2 wrong
// use. Messages go to Stderr, results to Stdout.
func (m *Main) Run(ctx context.Context, args []string) (status int) {
	defer func() {
		if err := m.Close(); err != nil && status == exitDone {
			status = m.fail(err)
		}
	}()
	flags := m.flags("packbench")
	if err := flags.Parse(args); err != nil {
		if errors.Is(err, flag.ErrHelp) {
			m.help(m.Stdout)
			return exitDone
		}
		return m.fail(usage("%s", err))
	}
	rest := flags.Args()
	if len(rest) == 0 {
		return m.done(m.desktop(ctx))
	}
	if rest[0] == "help" {
		m.help(m.Stdout)
		return exitDone
	}
	for _, c := range commands {
		if c.name == rest[0] {
			return m.done(c.run(m, ctx, rest[1:]))
		}
	}
	return m.fail(usage("there is no command %q; packbench help lists them", rest[0]))
}

// flags makes a flag set that knows what all commands have in common.
func (m *Main) flags(name string) *flag.FlagSet {
	f := flag.NewFlagSet(name, flag.ContinueOnError)
	f.SetOutput(io.Discard)
	if m.shopPath == "" {
		m.shopPath = defaultShop()
	}
	f.StringVar(&m.shopPath, "shop", m.shopPath, "the shop: a file, or postgres://user@host/database")
	f.StringVar(&m.user, "user", m.user, "who does it, in a shop that asks for passwords")
	f.BoolVar(&m.json, "json", m.json, "write the result as JSON")
	return f
}

// parse reads flags and words in any order and gives the words.
func parse(f *flag.FlagSet, args []string) ([]string, error) {
	var words []string
	for {
		if err := f.Parse(args); err != nil {
			return nil, usage("%s", err)
		}
		args = f.Args()
		if len(args) == 0 {
			return words, nil
		}
		words, args = append(words, args[0]), args[1:]
	}
}

func (m *Main) done(err error) int {
	if err != nil {
		return m.fail(err)
	}
	return exitDone
}

func (m *Main) fail(err error) int {
	var f *data.Fault
	if errors.As(err, &f) && f.Err == nil {
		fmt.Fprintln(m.Stderr, "packbench:", f.Error())
	} else {
		fmt.Fprintln(m.Stderr, "packbench:", err)
	}
	if errors.Is(err, errUsage) {
		return exitUsage
	}
	return exitFailed
}

func (m *Main) help(w io.Writer) {
	fmt.Fprintln(w, "packbench opens the desktop. As a command:")
	for _, c := range commands {
		fmt.Fprintf(w, "  packbench %s\n      %s\n", strings.TrimSpace(c.name+" "+c.args), c.does)
	}
	fmt.Fprintln(w, "Common: --shop FILE (default "+defaultShop()+"), --user NAME, --json. Exit status 0 done, 1 failed, 2 wrong use.")
}

func (m *Main) version(_ context.Context, _ []string) error {
	_, err := fmt.Fprintln(m.Stdout, "packbench", version)
	return err
}

// open opens the shop's file; it must be there unless made is set.
func (m *Main) open(ctx context.Context, make bool) error {
	if _, err := os.Stat(m.shopPath); err != nil && !make && !data.IsServer(m.shopPath) {
		return data.NotFound("there is no shop at %s: make one with packbench demo, or open the desktop once", m.shopPath)
	}
	books, err := m.openMoved(ctx)
	if data.WantsPassword(err) && !make && m.password == "" { // the window asks by itself
		if m.password, err = m.askSecret("Password of " + secretOf(m.server) + ": "); err == nil {
			books, err = m.openMoved(ctx)
		}
	}
	if err != nil {
		return err
	}
	m.books, m.shop = books, app.New(books, app.Options{})
	return nil
}

// Close lets go of the shop.
func (m *Main) Close() error {
	if m.books == nil {
		return nil
	}
	err := m.books.Close()
	m.books = nil
	return err
}

// defaultShop is where the shop of this person lies.
func defaultShop() string {
	dir, err := os.UserConfigDir()
	if err != nil {
		dir = "."
	}
	return filepath.Join(dir, "packbench", "shop.packbench")
}

// actor is who sits here: the person logged in, at this machine.
func actor() data.Actor {
	a := data.Actor{User: "someone", Desk: "this desk"}
	if u, err := user.Current(); err == nil && u.Username != "" {
		a.User = u.Username
		if u.Name != "" {
			a.User = u.Name
		}
	}
	if h, err := os.Hostname(); err == nil && h != "" {
		a.Desk = h
	}
	return a
}
