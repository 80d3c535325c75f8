package assets

import _ "embed"

// The fonts that documents are set in, as TrueType files with glyf outlines.
// Their licences stand beside them in the fonts folder.
var (
	// FontSans is DejaVu Sans: Latin, Greek, Cyrillic, Hebrew, most of Arabic.
	//go:embed fonts/DejaVuSans.ttf
	FontSans []byte

	// FontSansBold is the bold of FontSans.
	//go:embed fonts/DejaVuSans-Bold.ttf
	FontSansBold []byte

	// FontNarrow is DejaVu Sans Condensed, for names in narrow columns.
	//go:embed fonts/DejaVuSansCondensed.ttf
	FontNarrow []byte

	// FontNarrowBold is the bold of FontNarrow.
	//go:embed fonts/DejaVuSansCondensed-Bold.ttf
	FontNarrowBold []byte

	// FontMonoBold is DejaVu Sans Mono Bold, for codes read from two steps away:
	// every sign is equally wide and 0 cannot be taken for O.
	//go:embed fonts/DejaVuSansMono-Bold.ttf
	FontMonoBold []byte

	// FontCJK is Droid Sans Fallback: Chinese, Japanese and little else. It has
	// no Latin letters and stands in only where another font lacks a character.
	//go:embed fonts/DroidSansFallbackFull.ttf
	FontCJK []byte
)
