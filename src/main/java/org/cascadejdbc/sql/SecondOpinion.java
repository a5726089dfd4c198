package org.cascadejdbc.sql;

import java.util.Arrays;
import java.util.List;
import net.sf.jsqlparser.expression.Alias;
import net.sf.jsqlparser.parser.CCJSqlParser;
import net.sf.jsqlparser.parser.CCJSqlParserConstants;
import net.sf.jsqlparser.parser.CCJSqlParserUtil;
import net.sf.jsqlparser.parser.ParseException;
import net.sf.jsqlparser.statement.Statement;
import net.sf.jsqlparser.statement.delete.Delete;

/**
 * Asks JSqlParser whether it reads a DELETE as we do. Two readers that agree are rarely both wrong.
 *
 * <p>JSqlParser silently misreads some texts: it takes blank lines for a statement's end, knows no dialect's
 * comments and literals, stops at what it takes for a second statement. So it is given a mask of the same length, in
 * which every literal is filler, every quoted identifier is quoted in the one way it knows, and every comment and
 * line break is blank. It knows fewer predicates than the databases do: where it cannot read the mask it is asked
 * about the frame alone, with the predicate {@code 1=1}.
 */
final class SecondOpinion {
    /** Beyond these it takes seconds, or the stack. */
    private static final int LONGEST = 4_000;

    private static final int DEEPEST = 30;

    private final Tokens tokens;
    private final DeleteReader ours;
    private final char[] mask;
    private final int offset;

    private SecondOpinion(Tokens tokens, DeleteReader ours) {
        this.tokens = tokens;
        this.ours = ours;
        this.offset = tokens.start(0);
        int last = ours.hasPredicate() && !isShort(tokens, ours) ? ours.lastOfFrame() : tokens.size() - 1;
        this.mask = mask(last);
    }

    /** {@code null} if it agrees, else what to call the statement. */
    static String objection(Tokens tokens, DeleteReader ours) {
        SecondOpinion opinion = new SecondOpinion(tokens, ours);
        if (isShort(tokens, ours)) {
            Statement whole = parse(new String(opinion.mask));
            if (whole != null) {
                return opinion.agrees(whole) ? null : "DELETE that two parsers read differently";
            }
        }
        Statement frame = parse(opinion.frame());
        return frame != null && opinion.agrees(frame) ? null : "DELETE in a form that is not known";
    }

    private static boolean isShort(Tokens tokens, DeleteReader ours) {
        return tokens.end(tokens.size() - 1) - tokens.start(0) <= LONGEST && ours.deepest() <= DEEPEST;
    }

    private char[] mask(int last) {
        char[] masked = " ".repeat(tokens.end(last) - offset).toCharArray();
        for (int i = 0; i <= last; i++) {
            int from = tokens.start(i) - offset;
            int to = tokens.end(i) - offset;
            switch (tokens.kind(i)) {
                case STRING -> fill(masked, from, to, '\'');
                case QUOTED_IDENTIFIER -> fill(masked, from, to, '"');
                case WORD -> {
                    // Which words may be a table's name differs from database to database; behind FROM it is none else.
                    boolean inTableName = i > 1 && i <= ours.lastOfTable();
                    tokens.source().getChars(tokens.start(i), tokens.end(i), masked, from);
                    if (inTableName) {
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
        return masked;
    }

    private static void fill(char[] masked, int from, int to, char quote) {
        Arrays.fill(masked, from, to, 'x');
        masked[from] = quote;
        masked[to - 1] = quote;
    }

    private String frame() {
        return new String(mask, 0, tokens.end(ours.lastOfFrame()) - offset) + (ours.hasPredicate() ? " WHERE 1=1" : "");
    }

    /** {@code null} where it cannot read the text to its end. */
    private static Statement parse(String sql) {
        try {
            CCJSqlParser parser = CCJSqlParserUtil.newParser(sql).withAllowComplexParsing(false);
            Statement statement = parser.Statement();
            boolean toTheEnd = parser.token.kind == CCJSqlParserConstants.EOF
                    || parser.getNextToken().kind == CCJSqlParserConstants.EOF;
            return toTheEnd ? statement : null;
        } catch (ParseException | RuntimeException | StackOverflowError cannot) {
            // TokenMgrException, but it also lets out what java.sql throws at a masked {ts '…'}.
            return null;
        }
    }

    private boolean agrees(Statement statement) {
        return statement instanceof Delete theirs
                && theirs.getTable() != null
                && masked(ours.lastOfTable()).equals(theirs.getTable().getName())
                && agrees(theirs.getTable().getAlias())
                && (theirs.getWhere() != null) == ours.hasPredicate()
                && hasNothingElse(theirs);
    }

    private boolean agrees(Alias theirs) {
        return ours.aliasToken() < 0
                ? theirs == null
                : theirs != null && masked(ours.aliasToken()).equals(theirs.getName());
    }

    private static boolean hasNothingElse(Delete theirs) {
        return isEmpty(theirs.getTables())
                && isEmpty(theirs.getUsingFromItemList())
                && isEmpty(theirs.getJoins())
                && isEmpty(theirs.getOrderByElements())
                && isEmpty(theirs.getWithItemsList())
                && theirs.getLimit() == null
                && theirs.getReturningClause() == null
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
        return new String(mask, from, tokens.end(token) - tokens.start(token));
    }
}
