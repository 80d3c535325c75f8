package app_test

import (
	"go/parser"
	"go/token"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// mayImport says, for each package of ours, which others of ours it may import
// (a name covers the packages below it). Arrows point down only.
var mayImport = []struct {
	pkg  string
	only []string
}{
	{"cmd", []string{"app", "data", "labels", "reports", "assets"}},
	{"app/picking", nil},
	{"app/packing", nil},
	{"app/shipping", nil},
	{"app/channels", nil},
	{"app/apptest", []string{"app", "app/demoday", "data", "labels", "assets"}},
	{"app/demoday", []string{"app", "app/picking", "data", "labels", "assets"}},
	{"app/desktop", []string{"app", "data", "assets", "labels"}},
	{"app", []string{"app/picking", "app/packing", "app/shipping", "app/channels", "data", "labels", "reports", "assets"}},
	{"data", nil},
	{"labels", []string{"assets"}},
	{"reports", []string{"assets", "labels"}},
	{"assets", nil},
}

func within(pkg, tree string) bool { return pkg == tree || strings.HasPrefix(pkg, tree+"/") }

func TestArrowsPointDown(t *testing.T) {
	out, err := exec.Command("go", "list", "-f", `{{.ImportPath}}: {{join .Imports " "}}`, "packbench/...").Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	for _, line := range strings.Split(strings.TrimSpace(string(out)), "\n") {
		pkg, imports, _ := strings.Cut(line, ": ")
		pkg = strings.TrimPrefix(pkg, "packbench/")
		for _, imp := range strings.Fields(imports) {
			if own, ok := strings.CutPrefix(imp, "packbench/"); ok && !allowed(pkg, own) {
				t.Errorf("%s imports %s: arrows point down only", pkg, own)
			}
			if imp == "fyne.io/fyne/v2/app" && !within(pkg, "cmd") && !within(pkg, "app/desktop/kit/internal/gallery") {
				t.Errorf("%s imports fyne.io/fyne/v2/app: only cmd may, so that all else builds without a C compiler", pkg)
			}
			if strings.HasPrefix(imp, "fyne.io/") && !within(pkg, "cmd") && !within(pkg, "app/desktop") {
				t.Errorf("%s imports Fyne: only the desktop draws", pkg)
			}
			if strings.HasPrefix(imp, "modernc.org/sqlite") && !within(pkg, "data") {
				t.Errorf("%s imports the database: only data speaks SQL", pkg)
			}
		}
	}
}

func allowed(pkg, imp string) bool {
	for _, rule := range mayImport {
		if !within(pkg, rule.pkg) {
			continue
		}
		if within(imp, rule.pkg) && rule.pkg != "app" && rule.pkg != "app/desktop" {
			return true
		}
		if rule.pkg == "app/desktop" && within(imp, "app/desktop") {
			return !isArea(pkg) || !isArea(imp) || within(imp, area(pkg))
		}
		if rule.pkg == "app/desktop" && imp != "app" && within(imp, "app") {
			return false // pages ask the use cases, never the planners
		}
		return slices.ContainsFunc(rule.only, func(tree string) bool {
			return imp == tree || (tree != "app" && within(imp, tree)) || (rule.pkg == "cmd" && within(imp, tree))
		})
	}
	return false
}

// isArea says whether a package is a place of the window, and not what all of
// them are made of.
func isArea(pkg string) bool {
	a := area(pkg)
	return a != "" && a != "app/desktop/kit" && a != "app/desktop/page"
}

func area(pkg string) string {
	parts := strings.Split(pkg, "/")
	if len(parts) < 3 {
		return ""
	}
	return strings.Join(parts[:3], "/")
}

// The two thinking files of a page never draw.
func TestModelsAndCommandsDoNotDraw(t *testing.T) {
	files, err := filepath.Glob("desktop/*/*.go")
	if err != nil {
		t.Fatal(err)
	}
	seen := 0
	for _, f := range files {
		base := filepath.Base(f)
		if !strings.HasSuffix(base, "model.go") && !strings.HasSuffix(base, "commands.go") {
			continue
		}
		seen++
		src, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		parsed, err := parser.ParseFile(token.NewFileSet(), f, src, parser.ImportsOnly)
		if err != nil {
			t.Fatalf("%s: %v", f, err)
		}
		for _, imp := range parsed.Imports {
			if path := strings.Trim(imp.Path.Value, `"`); strings.HasPrefix(path, "fyne.io/") || path == "packbench/app/desktop/kit" {
				t.Errorf("%s imports %s: models and commands do not draw", f, path)
			}
		}
	}
	if seen == 0 {
		t.Error("no model or command file was found")
	}
}

// SQL stands in data alone, and is never put together from what people typed.
func TestOnlyDataSpeaksSQL(t *testing.T) {
	err := filepath.WalkDir("..", func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") || strings.HasPrefix(path, "../data/") {
			return err
		}
		src, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		if strings.Contains(string(src), `"database/sql"`) {
			t.Errorf("%s speaks to the database", path)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
