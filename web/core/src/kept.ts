/** A map of so many entries at most: the oldest gives way to a new one. */
export class Kept<Key, Value> extends Map<Key, Value> {
  constructor(private readonly most: number) {
    super();
  }

  override set(key: Key, value: Value): this {
    if (!this.has(key) && this.size >= this.most) {
      this.delete(this.keys().next().value!);
    }
    return super.set(key, value);
  }
}

/** Answers by what was asked for, so many at most. Each is asked for once; one that failed is asked for again. */
export class KeptAnswers<Key, Answer> {
  private readonly kept: Kept<Key, Promise<Answer>>;

  constructor(most: number) {
    this.kept = new Kept(most);
  }

  get(key: Key, ask: () => Promise<Answer>): Promise<Answer> {
    const known = this.kept.get(key);
    if (known) {
      return known;
    }
    const asked = ask();
    this.kept.set(key, asked);
    asked.catch(() => this.kept.delete(key));
    return asked;
  }
}
