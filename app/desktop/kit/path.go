package kit

import (
	"context"
	"fmt"
	"path/filepath"

	"packbench/app/desktop/page"
)

// Path is a field for the path of a file: it offers the folders and files that
// what is typed could mean. Enter takes the lit line: a folder is looked into, a
// file is chosen. Looking into folders happens outside the window's goroutine.
type Path struct {
	// Entry is what is put on the page.
	Entry *Complete
	// Endings are the files that are offered, ".csv"; none offers all.
	Endings []string
	// Folders offers folders alone, for a file that is to be written.
	Folders bool
	// OnFile is called with a file that was chosen, or typed and entered.
	OnFile func(path string)

	run     page.Runner
	looking page.Latest
}

// NewPath makes a field for a path.
func NewPath(run page.Runner, placeholder string, endings ...string) *Path {
	p := &Path{Entry: NewComplete(placeholder), Endings: endings, run: run}
	p.Entry.OnQuery, p.Entry.OnChoose, p.Entry.OnEmptyEnter = p.look, p.take, p.enter
	p.Entry.NoFirst = true
	p.Entry.Hint = "Down chooses, Enter takes it"
	return p
}

// Set puts a path into the field and offers nothing.
func (p *Path) Set(path string) { p.Entry.SetQuietly(path) }

// Path is what stands in the field, with "~" written out.
func (p *Path) Path() string { return page.Home(p.Entry.Text) }

func (p *Path) look(typed string, generation uint64) {
	endings, folders := p.Endings, p.Folders
	page.Load(p.run, &p.looking, page.Patience, func(context.Context) ([]Choice, error) {
		files, err := page.ListFiles(typed, endings...)
		if err != nil {
			return nil, nil // a path that is not there yet offers nothing
		}
		var out []Choice
		for _, f := range files {
			if folders && !f.Folder {
				continue
			}
			c := Choice{ID: f.Path, Title: f.Name, Figures: []string{fileSize(f.Size)}}
			if f.Folder {
				c.ID, c.Title, c.Figures = f.Path+string(filepath.Separator), f.Name+string(filepath.Separator), nil
			}
			out = append(out, c)
		}
		return out, nil
	}, func(found []Choice, _ error) { p.Entry.Answer(found, generation) })
}

func fileSize(n int64) string {
	switch {
	case n < 1000:
		return fmt.Sprintf("%d B", n)
	case n < 1_000_000:
		return fmt.Sprintf("%d kB", (n+500)/1000)
	}
	return fmt.Sprintf("%.1f MB", float64(n)/1e6)
}

func (p *Path) take(c Choice) {
	if c.ID[len(c.ID)-1] == filepath.Separator {
		p.Entry.CursorColumn = len([]rune(c.ID))
		p.Entry.SetText(c.ID) // asks again, for what is in the folder
		return
	}
	p.Entry.SetQuietly(c.ID)
	p.enter(c.ID)
}

func (p *Path) enter(string) {
	p.looking.Cancel()
	p.Entry.SetQuietly(p.Entry.Text) // what is offered is no longer asked for
	if p.OnFile != nil && p.Entry.Text != "" {
		p.OnFile(p.Path())
	}
}
