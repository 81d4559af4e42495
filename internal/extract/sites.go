package extract

// sites lists every rule, in the order they are tried. A site's layouts stand
// in its own file, the newest first.
func sites() []Rule {
	var all []Rule
	for _, layouts := range [][]Rule{
		conganHaiphong,
		ngoisao, // before vnexpress, whose host contains it
		vnexpress,
		dantri,
		tuoitre,
		thanhnien,
		znews,
		genk,
		vietnamnet,
		nld,
		laodong,
		tienphong,
		vietnamplus,
		nhandan,
		qdnd,
		cand,
		baophapluat,
		vov,
		vtv,
		vtc,
		soha,
		cafef,
		kenh14,
		bao24h,
		haiphongGov, // after the police of the city
		baohaiphong,
		anhp,
		conganHCM,
		chinhphu,
		giadinh, // before suckhoedoisong, whose host contains it
		suckhoedoisong,
		plo,
		sggp,
		hanoimoi,
		baotintuc,
		kinhtedothi,
		vneconomy,
		baoquangninh,
		baogiaothong,
	} {
		all = append(all, layouts...)
	}
	return all
}
