namespace Ledger.Seals;

/// <summary>What the ten checks come to.</summary>
public enum SealVerdict
{
    /// <summary>No check failed, and the paths of maker and signer lead to anchors. Checks that did not apply say why.</summary>
    Valid = 1,

    /// <summary>A check failed in a way that nothing can heal: another signature, other content, another signer.</summary>
    Invalid = 2,

    /// <summary>Not a seal of the standard.</summary>
    Malformed = 3,

    /// <summary>Signed outside the validity of the seal or a certificate.</summary>
    Expired = 4,

    /// <summary>A certificate or the seal was revoked.</summary>
    Revoked = 5,

    /// <summary>The signatures hold, but a certificate's issuer is none of the anchors given.</summary>
    UnknownIssuer = 6,

    /// <summary>No check failed, but whose the certificates are was not asked: there were no anchors, or no time to ask about.</summary>
    SignatureValid = 7,
}
