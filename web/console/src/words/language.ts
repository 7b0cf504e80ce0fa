import { computed, ref } from 'vue';
import { remembered } from '../ledger/remembered.js';

export type Language = 'zh' | 'en';

/** The name under which the browser keeps the language. */
export const languageName = 'ledger.language';

/** The language of the pages: Chinese first. */
export const language = ref<Language>(remembered(languageName) === 'en' ? 'en' : 'zh');
export const chinese = computed(() => language.value === 'zh');

/** The one of two texts that the reader reads. */
export function t(zh: string, en: string): string {
  return chinese.value ? zh : en;
}
