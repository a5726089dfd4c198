package org.cascadejdbc.sql;

import java.util.Arrays;
import java.util.List;
import net.sf.jsqlparser.expression.Alias;
import net.sf.jsqlparser.parser.CCJSqlParser;
import net.sf.jsqlparser.parser.CCJSqlParserConstants;
import net.sf.jsqlparser.parser.CCJSqlParserUtil;
import net.sf.jsqlparser.parser.ParseException;
import net.sf.jsqlparser.parser.Token;
import net.sf.jsqlparser.statement.Statement;
import net.sf.jsqlparser.statement.delete.Delete;

/**
 * Asks JSqlParser whether it reads a DELETE as we do. Two readers that agree are rarely both wrong.
 *
 * <p>JSqlParser silently misreads some texts: it takes blank lines for a statement's end, knows no dialect's
 * comments and literals, stops at what it takes for a second statement. So it is given a mask of the same length, in
 * which every literal is filler, every quoted identifier is quoted in the one way it knows, every comment and line break
 * is blank, and so is what only one database has beside the table's name (ONLY, INDEXED BY, PARTITION, LOW_PRIORITY).
 * It knows fewer expressions than the databases do: where it cannot read the mask it is asked about the frame alone, in
 * which each clause holds the simplest that there is.
 */
final class SecondOpinion {
    /** Beyond these it takes seconds, or the stack. */
    private static final int LONGEST = 4_000;

    private static final int DEEPEST = 30;

    private final Tokens tokens;
    private final DeleteReader ours;
    private final int offset;

    private SecondOpinion(Tokens tokens, DeleteReader ours) {
        this.tokens = tokens;
        this.ours = ours;
        this.offset = tokens.start(0);
    }

    /** @throws UnclearException if it does not agree */
    static void ask(Tokens tokens, DeleteReader ours) {
        SecondOpinion opinion = new SecondOpinion(tokens, ours);
        boolean known = !ours.hasCursor() && !ours.hasReturningAliases();
        if (known && opinion.isShort()) {
            Parsed whole = parse(new String(opinion.mask()));
            if (whole != null) {
                if (!opinion.agrees(whole.statement()) || whole.parameters() != ours.parameters()) {
                    throw new UnclearException("DELETE that two parsers read differently");
                }
                return;
            }
        }
        if (ours.target() == null) {
            return; // several tables: the frame would be all ours
        }
        Parsed frame = parse(opinion.frame());
        if (frame == null || !opinion.agrees(frame.statement())) {
            throw new UnclearException("DELETE in a form that is not known");
        }
    }

    private boolean isShort() {
        return tokens.end(tokens.size() - 1) - offset <= LONGEST && ours.deepest() <= DEEPEST;
    }

    private char[] mask() {
        char[] masked = " ".repeat(tokens.end(tokens.size() - 1) - offset).toCharArray();
        for (int i = 0; i < tokens.size(); i++) {
            if (!isPeculiar(i)) {
                mask(i, masked);
            }
        }
        return masked;
    }

    /** What stands beside the table's name in one database alone. */
    private boolean isPeculiar(int i) {
        TargetReader target = ours.target();
        if (target == null) {
            return false;
        }
        boolean named = i >= target.firstOfName() && i <= target.lastOfName();
        boolean known = named || i == target.alias() || (i == target.alias() - 1 && tokens.isWord(i, "AS"))
                || tokens.isWord(i, "FROM");
        return i > 0 && i < target.end() && !known;
    }

    private void mask(int i, char[] masked) {
        int from = tokens.start(i) - offset;
        int to = tokens.end(i) - offset;
        switch (tokens.kind(i)) {
            case STRING -> fill(masked, from, to, '\'');
            case QUOTED_IDENTIFIER -> fill(masked, from, to, '"');
            case WORD -> {
                tokens.source().getChars(tokens.start(i), tokens.end(i), masked, from);
                if (isTableName(i)) {
                    Arrays.fill(masked, from, to, 'x');
                }
            }
            default -> {
                // MySQL's 5--1 is a subtraction, and a comment to JSqlParser: keep one minus.
                boolean second = i > 0 && tokens.isSymbol(i, '-') && masked[Math.max(0, from - 1)] == '-';
                if (!second) {
                    tokens.source().getChars(tokens.start(i), tokens.end(i), masked, from);
                }
            }
        }
    }

    /** Which words may be a table's name differs from database to database; behind FROM it is none else. */
    private boolean isTableName(int i) {
        TargetReader target = ours.target();
        return target != null && i >= target.firstOfName() && i <= target.lastOfName();
    }

    private static void fill(char[] masked, int from, int to, char quote) {
        Arrays.fill(masked, from, to, 'x');
        masked[from] = quote;
        masked[to - 1] = quote;
    }

    private String frame() {
        TargetReader target = ours.target();
        StringBuilder frame = new StringBuilder("DELETE FROM ");
        for (int i = target.firstOfName(); i <= target.lastOfName(); i++) {
            frame.append(masked(i));
        }
        frame.append(target.alias() < 0 ? "" : " AS " + masked(target.alias()));
        frame.append(ours.tables() == null ? "" : " USING x");
        frame.append(hasPredicate() ? " WHERE 1=1" : "");
        frame.append(ours.limit() == null ? "" : " LIMIT 1");
        return frame.append(ours.returning() == null ? "" : " RETURNING *").toString();
    }

    private boolean hasPredicate() {
        return ours.predicate() != null || ours.hasCursor();
    }

    /** @param parameters how many parameters it has read */
    private record Parsed(Statement statement, int parameters) {}

    /** {@code null} where it cannot read the text to its end. */
    private static Parsed parse(String sql) {
        try {
            CCJSqlParser parser = CCJSqlParserUtil.newParser(sql).withAllowComplexParsing(false);
            Token before = parser.token;
            Statement statement = parser.Statement();
            boolean toTheEnd = parser.token.kind == CCJSqlParserConstants.EOF
                    || parser.getNextToken().kind == CCJSqlParserConstants.EOF;
            return toTheEnd ? new Parsed(statement, parameters(before)) : null;
        } catch (ParseException | RuntimeException | StackOverflowError cannot) {
            // TokenMgrException, but it also lets out what java.sql throws at a masked {ts '…'}.
            return null;
        }
    }

    private static int parameters(Token before) {
        int count = 0;
        for (Token token = before; token != null; token = token.next) {
            count += token.image != null && token.image.startsWith("?") ? 1 : 0;
        }
        return count;
    }

    private boolean agrees(Statement statement) {
        if (!(statement instanceof Delete theirs) || (theirs.getWhere() != null) != hasPredicate()) {
            return false;
        }
        if (ours.target() == null) {
            return !isEmpty(theirs.getTables()) || !isEmpty(theirs.getUsingFromItemList());
        }
        return theirs.getTable() != null
                && masked(ours.target().lastOfName()).equals(theirs.getTable().getName())
                && agrees(theirs.getTable().getAlias())
                && !isEmpty(theirs.getUsingFromItemList()) == (ours.tables() != null)
                && (!isEmpty(theirs.getOrderByElements()) || theirs.getLimit() != null) == (ours.limit() != null)
                && (theirs.getReturningClause() != null) == (ours.returning() != null)
                && hasNothingElse(theirs);
    }

    private boolean agrees(Alias theirs) {
        int alias = ours.target().alias();
        return alias < 0 ? theirs == null : theirs != null && masked(alias).equals(theirs.getName());
    }

    private static boolean hasNothingElse(Delete theirs) {
        return isEmpty(theirs.getTables())
                && isEmpty(theirs.getWithItemsList())
                && theirs.getOutputClause() == null
                && theirs.getForPortionClause() == null
                && theirs.getPreferringClause() == null
                && theirs.getOption() == null
                && theirs.getModifierPriority() == null
                && !theirs.isModifierIgnore()
                && !theirs.isModifierQuick();
    }

    private static boolean isEmpty(List<?> list) {
        return list == null || list.isEmpty();
    }

    private String masked(int token) {
        int from = tokens.start(token) - offset;
        int to = tokens.end(token) - offset;
        char[] masked = new char[to];
        mask(token, masked);
        return new String(masked, from, to - from);
    }
}
