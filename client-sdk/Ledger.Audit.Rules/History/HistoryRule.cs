using Ledger.Protocol;

namespace Ledger.Audit.Rules;

/// <summary>
/// One rule over a chain's history. An instance belongs to one examination and may keep what it needs between transactions.
/// </summary>
public abstract class HistoryRule
{
    /// <summary>Its stable name, lower-case words joined by hyphens.</summary>
    public abstract string Name { get; }

    /// <summary>The article, or the page of docs/spec that states it.</summary>
    public abstract string Source { get; }

    /// <summary>What must be so.</summary>
    public abstract Words Says { get; }

    /// <summary>
    /// Its version, from 1: raised where the same history gives another finding, so that a finding on record says by what it was found.
    /// </summary>
    public virtual uint Version => 1;

    /// <summary>What it means where it is not so.</summary>
    public virtual FindingLevel Level => FindingLevel.Breach;

    /// <summary>Looks at a transaction that landed. <see cref="ExaminedHistory.State"/> is as of before it.</summary>
    internal abstract void Look(Act act, ExaminedHistory history);

    /// <summary>Looks at what was left undone when the history ends.</summary>
    internal virtual void End(ExaminedHistory history)
    {
    }
}

/// <summary>What a finding means.</summary>
public enum FindingLevel
{
    /// <summary>The law or a rule of the chain was broken: the records show it.</summary>
    Breach = 1,

    /// <summary>It may have a good reason, which stands nowhere on the chain: somebody should ask.</summary>
    Clue = 2,
}

/// <summary>The same in both languages.</summary>
/// <param name="English">In English.</param>
/// <param name="Chinese">In Chinese.</param>
public readonly record struct Words(string English, string Chinese);

/// <summary>Where a rule was not kept.</summary>
/// <param name="Rule">The rule's name.</param>
/// <param name="Level">What it means.</param>
/// <param name="Source">The article.</param>
/// <param name="Height">The block; of what was left undone the newest.</param>
/// <param name="Time">Its time, UTC milliseconds.</param>
/// <param name="Index">The transaction's place in the block, from 0; null for what was left undone.</param>
/// <param name="Transaction">Its id; null for what was left undone.</param>
/// <param name="About">What it is about: a section's code, a guarantee's id in hex, a certificate's, a proposal's.</param>
/// <param name="What">What was found, with the values.</param>
/// <param name="RuleVersion">The rule's version.</param>
public sealed record RuleFinding(
    string Rule, FindingLevel Level, string Source, ulong Height, long Time, int? Index, Digest? Transaction, string About, Words What,
    uint RuleVersion);
