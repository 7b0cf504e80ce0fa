namespace Ledger.Schema.Judgements;

/// <summary>What makes a call doubtful that no rule forbids. Names are stable: programs match on them.</summary>
public enum CallWarningKind
{
    /// <summary>
    /// The check character of a unified social credit code fails, as some early legal codes' do (DOMAIN §4; GB 32100-2015).
    /// </summary>
    NeedsRegistryConfirmation = 1,

    /// <summary>Somebody whom the call names is no registered market subject.</summary>
    NotRegistered = 2,

    /// <summary>A region that the signer's member is not responsible for.</summary>
    RegionElsewhere = 3,

    /// <summary>A name other than the one that stands on the chain for the same code.</summary>
    NameDiffers = 4,

    /// <summary>A guarantee for which nothing is to be paid.</summary>
    NoPremium = 5,

    /// <summary>A guarantee that ends before the bids' validity does.</summary>
    EndsTooEarly = 6,

    /// <summary>A bond that must not be returned is about to be (实施条例 §74).</summary>
    MustNotBeReturned = 7,

    /// <summary>A step whose time by the law has passed: it is recorded all the same, and shows as late.</summary>
    Late = 8,

    /// <summary>A CA about to be entered without a licence for electronic certification that holds now.</summary>
    Unlicensed = 9,

    /// <summary>A vote for rules that this program does not know. Every node that does not know them stops where they begin.</summary>
    UnknownRules = 10,
}
