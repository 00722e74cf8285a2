"""Pages as a browser without JavaScript sees them: text, links and forms."""

from html.parser import HTMLParser
from urllib.parse import urljoin

VOID = {"input", "meta", "link", "br", "hr", "img", "source", "wbr", "area", "base", "col", "embed", "track"}


class Form:
    def __init__(self, attributes):
        self.action = attributes.get("action") or ""
        self.method = (attributes.get("method") or "get").upper()
        self.fields = {}
        self.types = {}
        self.choices = {}


class Page(HTMLParser):
    """The text of a page, and its forms with the values that stand in them."""

    def __init__(self, answer):
        super().__init__(convert_charrefs=True)
        self.url = answer.url
        self.forms = []
        self.text = ""
        self.html = answer.text
        self.open = []
        self.select = None
        self.feed(answer.text)

    def handle_starttag(self, tag, attributes):
        values = {name: value or "" for name, value in attributes}
        if tag not in VOID:
            self.open.append(tag)
        if tag == "form":
            self.forms.append(Form(values))
        if "form" not in self.open or not values.get("name"):
            if tag == "option" and self.select and self.forms:
                self.option(values)
            return
        self.field(tag, values)

    def field(self, tag, values):
        form, name = self.forms[-1], values["name"]
        kind = values.get("type") or {"input": "text"}.get(tag, tag)
        if tag not in ("input", "select", "textarea", "button"):
            return
        form.types.setdefault(name, kind)
        if tag == "select":
            self.select = name
            form.choices[name] = []
        elif tag == "button" or kind == "submit" or kind == "radio":
            form.choices.setdefault(name, []).append(values.get("value", ""))
        elif kind != "checkbox" or "checked" in values:
            form.fields[name] = values.get("value", "")

    def option(self, values):
        form = self.forms[-1]
        form.choices[self.select].append(values.get("value", ""))
        if "selected" in values or self.select not in form.fields:
            form.fields[self.select] = values.get("value", "")

    def handle_endtag(self, tag):
        if tag == "select":
            self.select = None
        while self.open and tag in self.open:
            if self.open.pop() == tag:
                break

    def handle_data(self, data):
        if not {"script", "style"} & set(self.open):
            self.text += data + " "

    def form(self, part):
        """The form whose address holds this."""
        for form in self.forms:
            if part in form.action:
                return form
        raise AssertionError(f"{self.url} has no form to {part}: {[form.action for form in self.forms]}")

    @property
    def asks_for_password(self):
        return any("password" in form.types.values() for form in self.forms)

    def address(self, form):
        return urljoin(self.url, form.action)


class Browser:
    """Goes through pages with a session and submits forms with all that stands in them."""

    def __init__(self, url, session):
        self.url = url
        self.session = session

    def visit(self, path):
        answer = self.session.get(urljoin(self.url + "/", path.lstrip("/")), timeout=20)
        assert answer.status_code == 200, f"{path}: {answer.status_code} {answer.text[:300]}"
        return Page(answer)

    def submit(self, page, form, **values):
        """Returns the answer as it is, redirects followed."""
        return self.session.request(form.method, page.address(form), data=form.fields | values, timeout=20)

    def sign_in(self, person, codes):
        """Signs in on the page that a stranger is led to. Returns the answer, redirects followed."""
        page = self.visit("/")
        return self.submit(
            page, page.form("/sign-in"), email=person["email"], password=person["password"],
            code=codes.next(person["otp_secret"]))
