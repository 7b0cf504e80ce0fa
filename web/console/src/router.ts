import { createRouter, createWebHistory } from 'vue-router';
import BlockPage from './pages/BlockPage.vue';
import BlocksPage from './pages/BlocksPage.vue';
import CheckPage from './pages/CheckPage.vue';
import GuaranteePage from './pages/GuaranteePage.vue';
import MembersPage from './pages/MembersPage.vue';
import NothingPage from './pages/NothingPage.vue';
import SectionPage from './pages/SectionPage.vue';
import SectionsPage from './pages/SectionsPage.vue';
import StatePage from './pages/StatePage.vue';
import SubjectPage from './pages/SubjectPage.vue';
import TodayPage from './pages/TodayPage.vue';
import TransactionPage from './pages/TransactionPage.vue';
import TrustPage from './pages/TrustPage.vue';

/**
 * All pages come with the first one, so that a lost connection loses none of them. A page a path; `?at=HEIGHT&hash=…` on any of them reads as of that block, and no
 * other of its height.
 */
export const router = createRouter({
  history: createWebHistory(),
  routes: [
    { path: '/', component: TodayPage },
    { path: '/blocks', component: BlocksPage },
    { path: '/block/:height(\\d{1,15})', component: BlockPage, props: true },
    { path: '/tx/:id([0-9a-f]{64})', component: TransactionPage, props: true },
    { path: '/sections', component: SectionsPage },
    { path: '/section/:code', component: SectionPage, props: true },
    { path: '/guarantee/:id([0-9a-f]{32})', component: GuaranteePage, props: true },
    { path: '/subject/:uscc', component: SubjectPage, props: true },
    { path: '/check', component: CheckPage },
    { path: '/members', component: MembersPage },
    { path: '/state/:stateKey', component: StatePage, props: true },
    { path: '/trust', component: TrustPage },
    { path: '/:rest(.*)*', component: NothingPage },
  ],
  scrollBehavior: (_, __, saved) => saved ?? { top: 0 },
});

router.afterEach((to, from) => {
  if (to.path !== from.path && from.matched.length > 0) {
    document.getElementById('main')?.focus();
  }
});
