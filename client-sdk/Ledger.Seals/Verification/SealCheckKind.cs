namespace Ledger.Seals;

/// <summary>The ten checks of a seal, in their order. The numbers are stable.</summary>
public enum SealCheckKind
{
    /// <summary>Strict parse and version.</summary>
    Structure = 1,

    /// <summary>
    /// The maker's signature on the seal, and the maker's path to an anchor for seal makers, which are not the bidders' anchors.
    /// </summary>
    Maker = 2,

    /// <summary>The signer's certificate is on the seal's list, byte for byte or by SM3.</summary>
    SignerListed = 3,

    /// <summary>The signature on the document, and the signer's path to an anchor.</summary>
    Signature = 4,

    /// <summary>The digest is that of the protected bytes, and every reference in them is that of its file.</summary>
    Content = 5,

    /// <summary>The signing time lies within the validity of the seal and of the signer's certificate.</summary>
    Validity = 6,

    /// <summary>Signer and maker were not revoked at that time.</summary>
    Revocation = 7,

    /// <summary>A time stamp over the signature; otherwise the time is only a claim.</summary>
    TimeStamp = 8,

    /// <summary>The seal's owner, the signer and the acting party are one and the same, by unified social credit code.</summary>
    Owner = 9,

    /// <summary>The seal's number is not on the list of revoked seals.</summary>
    SealRevocation = 10,
}
