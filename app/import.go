package app

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"packbench/app/channels"
	"packbench/data"
)

// ImportKinds are the lists that can be brought in, in the order in which a
// new shop does: shelves before the stock that lies on them.
var ImportKinds = []SheetKind{
	{"products", "Products", "SKU and name; barcodes, prices, tax, sizes and weights where there are any"},
	{"locations", "Locations", "the codes of the shelves; kind and zone where there are any"},
	{"stock", "Stock", "SKU, location and how many are there: each number replaces what the books say"},
	{"customers", "Customers", "name or company with street and town; phone, e-mail, terms and credit where there are any"},
	{"boxes", "Boxes", "code, inner length, width and height, and what the empty box weighs"},
	{"rates", "Rate card", "service, up to which weight, at what price; or a rate card as JSON"},
}

// ImportRequest asks to bring a file in.
type ImportRequest struct {
	Kind   string // one of ImportKinds
	File   string // path
	Format string // "csv", "tsv" or "xlsx" to insist on it; "" finds it out
	DryRun bool   // say what would change and write nothing
	Again  bool   // even when this very file went in whole before
	// Progress, if not nil, is told how many rows are done. of is 0 while the
	// file is read through for the first time and its length is not known.
	Progress func(done, of int) `json:"-"`
}

// Imported says what a file brought, or would bring.
type Imported struct {
	Kind     string         `json:"kind"`
	File     string         `json:"file"` // without folders
	DryRun   bool           `json:"dry_run,omitempty"`
	Rows     int            `json:"rows"`
	New      int            `json:"new"`
	Changed  int            `json:"changed"`
	Same     int            `json:"same"` // in the file and in the books alike
	BadRows  int            `json:"bad_rows"`
	Bad      []BadRow       `json:"bad,omitempty"`      // at most keepBad of them
	Changes  []ImportChange `json:"changes,omitempty"`  // the first few that are new or changed
	Header   []string       `json:"header,omitempty"`   // of the file
	Ignored  []string       `json:"ignored,omitempty"`  // columns that are not read
	Warnings []string       `json:"warnings,omitempty"` // what was taken for granted
	Before   *ImportedOnce  `json:"before,omitempty"`   // this very file was brought in already
}

// ImportedOnce says when and by whom a file was brought in.
type ImportedOnce struct {
	At  time.Time `json:"at"`
	Who string    `json:"who"`
	Bad int       `json:"bad_rows"`
}

// ImportChange is one record that is new or changed.
type ImportChange struct {
	Line   int           `json:"line"`
	New    bool          `json:"new,omitempty"`
	Title  string        `json:"title"` // "85123A heart t-light holder"
	Fields []FieldChange `json:"fields,omitempty"`
}

// FieldChange is what one value was and what it is then, in words.
type FieldChange struct {
	Field  string `json:"field"`
	Before string `json:"before"`
	After  string `json:"after"`
}

// Says is the result in one sentence.
func (i Imported) Says() string {
	if i.Before != nil && i.New+i.Changed+i.BadRows == 0 {
		return fmt.Sprintf("nothing to do: this very file was brought in on %s by %s", i.Before.At.Format("2 January 2006 15:04"), i.Before.Who)
	}
	word := ""
	if i.DryRun {
		word = "would be "
	}
	s := fmt.Sprintf("%d %snew, %d %schanged, %d unchanged", i.New, word, i.Changed, word, i.Same)
	if i.BadRows == 1 {
		return s + ", 1 row is wrong"
	}
	if i.BadRows > 0 {
		s += fmt.Sprintf(", %d rows are wrong", i.BadRows)
	}
	return s
}

const (
	importChunk = 500    // rows a transaction
	keepBad     = 10_000 // bad rows kept with their cells
	keepChanges = 200    // changes kept to be shown
)

// Import brings a list into the books. The whole file is read through first:
// one that can't be read as such a list changes nothing and is an error that
// names file, line and column. Then the good rows go in, 500 a transaction, and
// each bad row is told with what was expected; what is not in the file, or
// empty in it, stays as it is. The same file again changes nothing. ctx stops
// it between transactions: what is in stays in, and is said.
func (s *Shop) Import(ctx context.Context, who data.Actor, op data.Op, req ImportRequest) (Imported, error) {
	im := &importer{shop: s, who: who, op: op, req: req, out: Imported{Kind: req.Kind, File: filepath.Base(req.File), DryRun: req.DryRun},
		seen: make(map[string]int), codes: make(map[string]string), counts: make(map[string]int)}
	pr, err := s.Profile(ctx)
	if err != nil {
		return im.out, err
	}
	im.pr = pr
	err = im.run(ctx)
	im.warn()
	return im.out, err
}

// importer brings in one file.
type importer struct {
	shop   *Shop
	who    data.Actor
	op     data.Op
	req    ImportRequest
	pr     Profile
	kind   channels.Kind
	sum    string // SHA-256 of the file
	reader channels.Reader
	out    Imported
	boxes  map[string]data.Box

	seen   map[string]int    // what a row is about → its line
	codes  map[string]string // barcode → the SKU that this file gives it to
	counts map[string]int    // warnings, counted
}

func (im *importer) run(ctx context.Context) error {
	if err := im.choose(); err != nil {
		return err
	}
	if err := im.fingerprint(ctx); err != nil {
		return err
	}
	if im.kind == channels.Rates && im.isJSON() {
		return im.rateFile(ctx)
	}
	t, err := channels.OpenFile(ctx, im.req.File, im.options())
	if err != nil {
		return im.unreadable(err)
	}
	defer t.Close()
	if im.req.Format != "" && string(t.Format) != im.req.Format {
		return data.Invalid("format", "%s is no %s file: it is written as %s", im.out.File, im.req.Format, t.Format)
	}
	if err := im.header(t); err != nil {
		return err
	}
	// Once through all of it before anything is written.
	if err := t.Rows(ctx, func(channels.Row) error {
		im.out.Rows++
		if im.out.Rows%2000 == 0 {
			im.progress(im.out.Rows, 0)
		}
		return nil
	}); err != nil {
		im.out.Rows = 0
		return im.unreadable(err)
	}
	if im.kind == channels.Rates {
		return im.rates(ctx, t) // compared with the card in use, which may be another by now
	}
	if im.out.Before != nil && im.out.Before.Bad == 0 && !im.req.Again {
		im.out.Same = im.out.Rows
		return nil
	}
	return im.rows(ctx, t)
}

// choose finds the kind that is asked for.
func (im *importer) choose() error {
	switch im.req.Format {
	case "", "csv", "tsv", "xlsx":
	default:
		return data.Invalid("format", "there is no format %q; there are csv, tsv and xlsx, and without one it is found out", im.req.Format)
	}
	names := make([]string, len(ImportKinds))
	for i, k := range ImportKinds {
		names[i] = k.Kind
		if k.Kind == im.req.Kind {
			im.kind = channels.Kind(k.Kind)
			return nil
		}
	}
	if im.req.Kind == string(channels.Orders) {
		return data.Refused("import", "type them with New order (F2) until then", "orders can't be brought in from a file yet: that comes with the sales channels")
	}
	return data.Invalid("kind", "there is no list of kind %q to bring in; there are %s", im.req.Kind, strings.Join(names, ", "))
}

func (im *importer) options() channels.Options {
	if im.req.Format == "tsv" {
		return channels.Options{Delimiter: '\t'}
	}
	return channels.Options{}
}

// fingerprint reads the file's SHA-256 and whether it has been brought in.
func (im *importer) fingerprint(ctx context.Context) error {
	f, err := os.Open(im.req.File)
	if err != nil {
		return im.unreadable(err)
	}
	defer f.Close()
	if info, err := f.Stat(); err != nil || !info.Mode().IsRegular() || info.Size() > channels.MaxText {
		if err == nil && info.Size() > channels.MaxText {
			err = fmt.Errorf("it has %d MB; at most %d MB are read", info.Size()>>20, channels.MaxText>>20)
		} else if err == nil {
			err = errors.New("it is not a file")
		}
		return im.unreadable(err)
	}
	h := sha256.New()
	if _, err := io.Copy(h, f); err != nil {
		return im.unreadable(err)
	}
	im.sum = hex.EncodeToString(h.Sum(nil))
	im.op = im.op.For([]any{im.req, im.sum})
	return im.shop.books.Read(ctx, func(ctx context.Context, v *data.View) error {
		was, err := v.ImportBySum(ctx, im.req.Kind, im.sum)
		if err != nil {
			return noRows(err)
		}
		done, err := v.OperationByOpID(ctx, im.chunkID("end"))
		if err == nil && done.ID == was.Op {
			return nil // it is this very operation, asked again
		}
		im.out.Before = &ImportedOnce{At: was.At.Time().In(im.pr.Zone()), Who: was.Who, Bad: int(was.Bad)}
		return noRows(err)
	})
}

// header joins the file's columns to what they mean.
func (im *importer) header(t *channels.Table) error {
	m, missing := channels.MapTo(im.kind, t.Header)
	looks, _ := channels.Recognise(t.Header)
	if len(missing) > 0 || looks == channels.Orders {
		want := make([]string, len(missing))
		for i, f := range missing {
			want[i] = strings.ReplaceAll(string(f), "_", " ")
		}
		hint := "the first row must name the columns"
		if looks != channels.Unknown && looks != im.kind {
			hint = fmt.Sprintf("it looks like a list of %s", looks)
		}
		says := fmt.Sprintf("%s, line %d: a list of %s needs a column for %s", im.out.File, t.HeaderLine, im.kind, strings.Join(want, ", "))
		if len(missing) == 0 {
			says = fmt.Sprintf("%s, line %d: this is no list of %s", im.out.File, t.HeaderLine, im.kind)
		}
		return &data.Fault{Kind: data.KindInvalid, Field: "file", Message: says, Hint: hint}
	}
	used := make([]bool, len(t.Header))
	for _, c := range m {
		used[c.At] = true
	}
	for i, h := range t.Header {
		if !used[i] && h != "" && h != wrongColumn {
			im.out.Ignored = append(im.out.Ignored, h)
		}
	}
	im.out.Header = slices.Clone(t.Header)
	im.reader = channels.Reader{File: im.out.File, Mapping: m, Currency: im.pr.Currency, Zone: im.pr.Zone(), Shares: t.Format == channels.XLSX}
	return nil
}

// unreadable turns what opening or reading said into what a person sees.
func (im *importer) unreadable(err error) error {
	if ctxErr := stopped(err); ctxErr != nil {
		return ctxErr
	}
	if errors.Is(err, os.ErrNotExist) {
		return data.NotFound("there is no file %s", im.req.File)
	}
	says := err.Error()
	var path *os.PathError
	if errors.As(err, &path) {
		says = fmt.Sprintf("%s: %v", im.out.File, path.Err)
	}
	if !strings.Contains(says, im.out.File) {
		says = im.out.File + ": " + says
	}
	return &data.Fault{Kind: data.KindInvalid, Field: "file", Message: says, Hint: "nothing was changed"}
}

func stopped(err error) error {
	if errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return err
	}
	return nil
}

func (im *importer) progress(done, of int) {
	if im.req.Progress != nil {
		im.req.Progress(done, of)
	}
}

func (im *importer) chunkID(part string) string { return im.op.ID + "/" + part }

// note counts something that was taken for granted, to be told once.
func (im *importer) note(what string) { im.counts[what]++ }

func (im *importer) warn() {
	for _, what := range sortedNames(im.counts) {
		n := im.counts[what]
		rows := "1 row"
		if n > 1 {
			rows = fmt.Sprintf("%d rows", n)
		}
		im.out.Warnings = append(im.out.Warnings, rows+" "+what)
	}
}

func sortedNames(m map[string]int) []string {
	names := make([]string, 0, len(m))
	for n := range m {
		names = append(names, n)
	}
	slices.Sort(names)
	return names
}
