package facts

// Nearest gives the known word that s was most likely meant to be: the one at the smallest distance, at most 2,
// the first of equals. It says no for words so short that anything would be near.
func Nearest(s string, known []string) (string, bool) {
	const limit = 2
	if len(s) > 64 {
		return "", false
	}
	best, at := limit+1, ""
	for _, k := range known {
		if n := distance([]rune(s), []rune(k)); n < best && n < len([]rune(k)) && n < max(len([]rune(s)), 2) {
			best, at = n, k
		}
	}
	return at, best <= limit
}

// distance is the optimal string alignment distance (restricted Damerau–Levenshtein): insertions, deletions,
// substitutions and swaps of neighbours, each costing one.
func distance(a, b []rune) int {
	two, one, row := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range one {
		one[j] = j
	}
	for i := 1; i <= len(a); i++ {
		row[0] = i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			row[j] = min(one[j]+1, row[j-1]+1, one[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], two[j-2]+1)
			}
		}
		two, one, row = one, row, two
	}
	return one[len(b)]
}
