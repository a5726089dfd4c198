package org.cascadejdbc.stacks;

import com.p6spy.engine.logging.Category;
import com.p6spy.engine.spy.appender.FormattedLogger;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** What p6spy logs; it makes an instance by the name in {@code spy.properties}. */
public final class SpyLog extends FormattedLogger {
    private static final List<String> STATEMENTS = new CopyOnWriteArrayList<>();

    static List<String> statements() {
        return STATEMENTS;
    }

    @Override
    public void logSQL(
            int connectionId, String now, long elapsed, Category category, String prepared, String sql, String url) {
        if (category == Category.STATEMENT || category == Category.BATCH) {
            STATEMENTS.add(prepared);
        }
    }

    @Override
    public void logException(Exception e) {
        throw new AssertionError(e);
    }

    @Override
    public void logText(String text) {}

    @Override
    public boolean isCategoryEnabled(Category category) {
        return true;
    }
}
