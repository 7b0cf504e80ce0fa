namespace Ledger.Contracts.Tests;

/// <summary>The calls of a random life.</summary>
internal enum Move
{
    Issue,
    IssueLater,
    Surrender,
    Postpone,
    Open,
    List,
    ReleaseKey,
    Fail,
    Terminate,
    Attribute,
    Complete,
    Appoint,
    Evaluate,
    Publicize,
    Award,
    Contract,
    Pause,
    Unpause,
    Reveal,
    RevealLater,
    Endorse,
    Amend,
    Release,
    Claim,
    Pay,
    Refuse,
    Suspend,
    Resume,
}
