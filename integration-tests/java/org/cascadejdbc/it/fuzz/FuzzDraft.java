package org.cascadejdbc.it.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cascadejdbc.it.support.Database;

/** A seed's tokens, rewritten in ways that do not change what the statement means. */
final class FuzzDraft {
    private enum Role {
        KEYWORD,
        TABLE,
        NAME,
        COLUMN,
        NUMBER,
        STRING,
        AS,
        OPEN,
        CLOSE,
        /** Left as it is. */
        OTHER
    }

    private static final class Token {
        private final Role role;
        /** A name without quotes, a literal's value. */
        private final String content;
        private String text;
        private String gap = " ";
        private boolean parameter;
        /** A parameter that says its place: SQLite's {@code ?1}. */
        private boolean numbered;

        Token(Role role, String content, String text) {
            this.role = role;
            this.content = content;
            this.text = text;
        }
    }

    private static final Pattern TOKEN = Pattern.compile("'(?:[^']|'')*'|\\S+");

    private final Database database;
    private final String schema;
    private final List<Token> tokens = new ArrayList<>();

    FuzzDraft(Database database, String schema, String seed) {
        this.database = database;
        this.schema = schema;
        Matcher matcher = TOKEN.matcher(seed);
        while (matcher.find()) {
            tokens.add(token(matcher.group()));
        }
        tokens.get(0).gap = "";
    }

    private Token token(String text) {
        String inside = text.length() > 1 ? text.substring(1) : "";
        return switch (text.charAt(0)) {
            case '@' -> new Token(Role.TABLE, inside, inside);
            case '{' -> named(Role.NAME, inside);
            case '<' -> text.endsWith(">") && text.length() > 2 ? named(Role.COLUMN, inside)
                    : new Token(Role.OTHER, text, text);
            case '#' -> new Token(Role.NUMBER, inside, inside);
            case '\'' -> {
                String value = inside.substring(0, inside.length() - 1).replace("''", "'");
                yield new Token(Role.STRING, value, database.isMySql() ? text.replace("\\", "\\\\") : text);
            }
            case '\u00ab' -> new Token(Role.OPEN, "", "");
            case '\u00bb' -> new Token(Role.CLOSE, "", "");
            default -> text.equals("[AS]") ? new Token(Role.AS, "AS", "AS")
                    : new Token(text.matches("[A-Za-z]+") ? Role.KEYWORD : Role.OTHER, text, text);
        };
    }

    private static Token named(Role role, String inside) {
        String name = inside.substring(0, inside.length() - 1);
        return new Token(role, name, name);
    }

    String text() {
        StringBuilder text = new StringBuilder();
        int place = 0;
        for (Token token : tokens) {
            text.append(token.text.isEmpty() ? "" : token.gap).append(token.text);
            place += token.parameter ? 1 : 0;
            text.append(token.numbered ? String.valueOf(place) : "");
        }
        return text.toString();
    }

    List<Object> parameters() {
        List<Object> parameters = new ArrayList<>();
        for (Token token : tokens) {
            if (token.parameter) {
                parameters.add(token.role == Role.NUMBER ? (Object) Integer.valueOf(token.content) : token.content);
            }
        }
        return parameters;
    }

    /** Changes nothing where the statement has nothing of the kind. */
    void apply(FuzzMutation.Kind kind, Random random) {
        FuzzSpelling spelling = new FuzzSpelling(database, random);
        switch (kind) {
            case GAP -> gap(any(random), spelling, random);
            case CASE -> with(random, Role.KEYWORD, Role.AS, token -> token.text = spelling.anyCase(token.text));
            case QUOTING -> {
                with(random, Role.TABLE, Role.NAME, token -> token.text = spelling.name(token.content, false));
                with(random, Role.COLUMN, Role.COLUMN, token -> token.text = spelling.name(token.content, true));
            }
            case SPELLING -> with(random, Role.NUMBER, Role.STRING, token -> {
                if (!token.parameter) {
                    token.text = token.role == Role.NUMBER ? spelling.number(token.content)
                            : spelling.string(token.content);
                }
            });
            case PARAMETER -> with(random, Role.NUMBER, Role.STRING, token -> {
                token.parameter = true;
                token.numbered = database == Database.SQLITE && random.nextInt(4) == 0;
                token.text = "?";
            });
            case PARENTHESES -> parenthesize(random);
            case AS -> with(random, Role.AS, Role.AS, token -> token.text = "");
            case QUALIFY -> with(random, Role.TABLE, Role.TABLE, token -> qualify(token, spelling));
            case TAIL -> {
                Token semicolon = new Token(Role.OTHER, ";", random.nextInt(3) == 0 ? " " : ";");
                semicolon.gap = random.nextBoolean() ? "" : spelling.gap();
                semicolon.text += spelling.gap();
                if (!tokens.get(tokens.size() - 1).content.equals(";")) {
                    tokens.add(semicolon);
                }
            }
            default -> throw new IllegalArgumentException(kind.name());
        }
    }

    private Token any(Random random) {
        return tokens.get(random.nextInt(tokens.size()));
    }

    private interface Change {
        void on(Token token);
    }

    private void with(Random random, Role one, Role other, Change change) {
        List<Token> fit = tokens.stream().filter(token -> token.role == one || token.role == other).toList();
        if (!fit.isEmpty()) {
            change.on(fit.get(random.nextInt(fit.size())));
        }
    }

    private void gap(Token token, FuzzSpelling spelling, Random random) {
        int at = tokens.indexOf(token);
        boolean mayBeNone = at == 0 || isPunctuation(token.text) || isPunctuation(tokens.get(at - 1).text);
        token.gap = mayBeNone && random.nextInt(3) == 0 ? "" : spelling.gap();
    }

    private static boolean isPunctuation(String text) {
        return text.equals("(") || text.equals(")") || text.equals(",") || text.equals(".");
    }

    private void parenthesize(Random random) {
        List<Token> fit = tokens.stream()
                .filter(token -> token.role == Role.OPEN || isOperand(token))
                .toList();
        if (fit.isEmpty()) {
            return;
        }
        Token token = fit.get(random.nextInt(fit.size()));
        int from = tokens.indexOf(token);
        int to = from;
        if (token.role == Role.OPEN) {
            while (tokens.get(to).role != Role.CLOSE) {
                to++;
            }
        }
        tokens.add(to + 1, new Token(Role.OTHER, ")", ")"));
        tokens.add(from, new Token(Role.OTHER, "(", "("));
    }

    /** A literal or column between « and ». */
    private boolean isOperand(Token token) {
        int at = tokens.indexOf(token);
        int open = 0;
        for (Token before : tokens.subList(0, at)) {
            open += before.role == Role.OPEN ? 1 : before.role == Role.CLOSE ? -1 : 0;
        }
        boolean operand = token.role == Role.NUMBER || token.role == Role.STRING || token.role == Role.COLUMN;
        return open > 0 && operand && !tokens.get(at - 1).text.equals(".");
    }

    private void qualify(Token table, FuzzSpelling spelling) {
        int at = tokens.indexOf(table);
        if (tokens.get(at - 1).text.equals(".")) {
            return;
        }
        Token qualifier = new Token(Role.NAME, schema, spelling.name(schema, false));
        Token dot = new Token(Role.OTHER, ".", ".");
        dot.gap = "";
        tokens.addAll(at, List.of(qualifier, dot));
    }
}
