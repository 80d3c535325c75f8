package app

// SoftHashes makes hashes cheap for tests that need many, and gives the way back.
func SoftHashes() (back func()) {
	was := hard
	hard = hardness{memory: 64, passes: 1, threads: 1}
	return func() { hard = was }
}

// UndoNeeds and Undos are for the test that every way back has its right.
var UndoNeeds = undoNeeds

// Undos names the ways back.
func Undos() []string {
	var all []string
	for how := range undos {
		all = append(all, how)
	}
	return all
}

// HardHashes makes hashes cost so many KiB from now on.
func HardHashes(memory uint32) { hard = hardness{memory: memory, passes: 1, threads: 1} }

// Matches says whether a secret matches what is kept.
func Matches(kept, secret string) bool {
	yes, _ := matches(kept, secret)
	return yes
}
