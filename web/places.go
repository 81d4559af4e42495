package web

// linkPlaces leads from the places of an article to the pages about them.
func (s *Server) linkPlaces(sh *shell, groups []nameGroup) {
	if s.deps.Place == nil {
		return
	}
	for _, g := range groups {
		if g.Key != "web.names.places" {
			continue
		}
		for _, items := range [][]nameItem{g.Items, g.More} {
			for i := range items {
				if _, ok := s.deps.Place(items[i].Key); ok {
					items[i].Href = placeHref(sh, items[i].Key)
				}
			}
		}
	}
}

// paramKey names a place in addresses.
const paramKey = "ma"

func placeHref(sh *shell, key string) string {
	return sh.Link(withParam("/dia-danh", paramKey, key))
}
