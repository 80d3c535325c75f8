package assets

import (
	"embed"
	"fmt"
)

//go:embed icons/*.svg icons/*.png
var icons embed.FS

// Icon is one of the drawings in assets/icons as SVG, 24 units square, drawn in
// "currentColor". name is the file's name without its ending: "orders".
func Icon(name string) ([]byte, error) {
	b, err := icons.ReadFile("icons/" + name + ".svg")
	if err != nil {
		return nil, fmt.Errorf("read icon %q: %w", name, err)
	}
	return b, nil
}

// ProgramIcon is the program's own icon as a PNG of 512 pixels square.
func ProgramIcon() []byte {
	b, err := icons.ReadFile("icons/packbench-512.png")
	if err != nil {
		return nil // embedded: the build fails without it
	}
	return b
}
