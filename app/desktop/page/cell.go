package page

// Kind says how a column's values are drawn.
type Kind int

// The kinds of columns. Numbers and money stand at the right with figures of
// one width; a state is a sign, a word and a colour.
const (
	Text Kind = iota
	Number
	Money
	Date
	StateWord
)

// Column describes one column of a table.
type Column struct {
	// ID names it where widths and hidden columns are kept.
	ID string
	// Title is its heading.
	Title string
	// Width in units of the screen at text size 13. 0 takes a width fitting
	// its kind.
	Width float32
	// Grow is the share of the spare width this column takes; 0 for none.
	Grow float32
	Kind Kind
	// Sorts is true when the heading can be pressed to sort by it.
	Sorts bool
	// Hidden columns are off until the person asks for them.
	Hidden bool
	// Strong draws the values in bold: the one thing to look for in a row.
	Strong bool
	// Figures draws text at the right as numbers are, or numbers at the left.
	Left bool
}

// Right reports whether the column's values stand at the right.
func (c Column) Right() bool {
	return (c.Kind == Number || c.Kind == Money) && !c.Left
}

// Cell is one value as the person reads it.
type Cell struct {
	Text string
	// State colours the text; in a StateWord column it also gives the sign.
	State State
}

// T makes a plain cell.
func T(text string) Cell { return Cell{Text: text} }

// S makes a cell with a state.
func S(text string, s State) Cell { return Cell{Text: text, State: s} }

// Rows is what a table shows. Both methods are called while the window draws
// and must answer at once from memory.
type Rows interface {
	// Len is the number of rows.
	Len() int
	// Row gives the cells of row i, one for each column in their declared
	// order, or false while they are still being fetched.
	Row(i int) ([]Cell, bool)
}

// Fixed is a Rows in memory.
type Fixed [][]Cell

// Len is the number of rows.
func (f Fixed) Len() int { return len(f) }

// Row gives the cells of row i.
func (f Fixed) Row(i int) ([]Cell, bool) {
	if i < 0 || i >= len(f) {
		return nil, false
	}
	return f[i], true
}

// Sort says by which column a table is sorted. The zero Sort is the table's own
// order.
type Sort struct {
	Column string
	Down   bool
}
