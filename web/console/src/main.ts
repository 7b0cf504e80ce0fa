import { createApp, watchEffect } from 'vue';
import App from './App.vue';
import { remember } from './ledger/remembered.js';
import { router } from './router.js';
import './styles/tokens.css';
import './styles/base.css';
import { chinese, language, languageName } from './words/language.js';

watchEffect(() => {
  remember(languageName, language.value);
  document.documentElement.lang = chinese.value ? 'zh-CN' : 'en';
});
createApp(App).use(router).mount('#app');
