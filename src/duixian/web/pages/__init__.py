"""Views, a module a family; `web.urls` lists their addresses."""
