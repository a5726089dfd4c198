package org.cascadejdbc;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cascadejdbc.sql.Name;
import org.cascadejdbc.sql.QualifiedName;
import org.cascadejdbc.text.Shown;

/** Names as the builder is given them: {@code orders}, {@code shop.orders}, {@code "Order"}. */
final class Names {
    private static final Pattern PART = Pattern.compile("\"((?:[^\"]|\"\")+)\"|([^\".\\s]+(?: +[^\".\\s]+)*)");

    private Names() {}

    static QualifiedName qualified(String text) {
        List<Name> parts = new ArrayList<>();
        Matcher matcher = PART.matcher(text);
        int from = 0;
        do {
            if (!matcher.find(from) || matcher.start() != from) {
                throw notName(text);
            }
            boolean quoted = matcher.group(1) != null;
            parts.add(quoted
                    ? new Name(matcher.group(1).replace("\"\"", "\""), true)
                    : new Name(matcher.group(2), false));
            from = matcher.end() + 1;
        } while (matcher.end() < text.length() && text.charAt(matcher.end()) == '.');
        if (matcher.end() != text.length()) {
            throw notName(text);
        }
        return new QualifiedName(parts);
    }

    static Name simple(String text) {
        QualifiedName name = qualified(text);
        if (name.parts().size() > 1) {
            throw new IllegalArgumentException(Shown.text(text) + " is a qualified name; a column's name has one part");
        }
        return name.name();
    }

    private static IllegalArgumentException notName(String text) {
        return new IllegalArgumentException(
                "'" + Shown.text(text) + "' is not a name; write orders, shop.orders or, with double quotes, \"Order\"");
    }
}
