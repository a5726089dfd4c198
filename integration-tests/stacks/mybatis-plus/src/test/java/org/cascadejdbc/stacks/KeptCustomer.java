package org.cascadejdbc.stacks;

import com.baomidou.mybatisplus.annotation.TableId;
import com.baomidou.mybatisplus.annotation.TableLogic;
import com.baomidou.mybatisplus.annotation.TableName;

/** The same table; but what is deleted stays, and is marked. */
@TableName("customer")
public class KeptCustomer {
    @TableId
    private Integer id;

    @TableLogic(value = "false", delval = "true")
    private Boolean deleted;

    public Integer getId() {
        return id;
    }

    public void setId(Integer id) {
        this.id = id;
    }

    public Boolean getDeleted() {
        return deleted;
    }

    public void setDeleted(Boolean deleted) {
        this.deleted = deleted;
    }
}
