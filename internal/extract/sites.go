package extract

// sites lists every rule, in the order they are tried. A site's layouts stand
// in its own file, the newest first.
func sites() []Rule {
	var all []Rule
	for _, layouts := range [][]Rule{
		conganHaiphong,
		vnexpress,
		dantri,
		tuoitre,
		thanhnien,
		znews,
		genk,
		ngoisao,
	} {
		all = append(all, layouts...)
	}
	return all
}
