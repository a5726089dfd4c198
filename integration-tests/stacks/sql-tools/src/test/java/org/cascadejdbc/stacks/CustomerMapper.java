package org.cascadejdbc.stacks;

import java.util.List;
import org.apache.ibatis.annotations.Delete;
import org.apache.ibatis.annotations.Param;

/** One statement is an annotation's, one stands in the XML of the same name. */
public interface CustomerMapper {
    @Delete("DELETE FROM customer WHERE id = #{id}")
    int delete(int id);

    int deleteAll(@Param("ids") List<Integer> ids);
}
