package io.telecomcrm.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.telecomcrm.IntegrationTest;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** The side menu, to which each feature adds its line without knowing the others. */
@IntegrationTest
class MenuTest {

    @Autowired
    List<MenuItem> items;

    @Test
    void noTwoSectionsShareAKeyOrAPlace() {
        assertThat(items).extracting(MenuItem::shortcut).doesNotHaveDuplicates();
        assertThat(items).extracting(MenuItem::order).doesNotHaveDuplicates();
    }
}
