namespace Ledger.Certificates.Names;

/// <summary>The alternatives of GeneralName (RFC 5280 §4.2.1.6); the values are their tags.</summary>
public enum GeneralNameKind
{
    /// <summary>A name of a type of its own.</summary>
    Other = 0,

    /// <summary>An e-mail address.</summary>
    Email = 1,

    /// <summary>A host name.</summary>
    Dns = 2,

    /// <summary>An X.400 address.</summary>
    X400 = 3,

    /// <summary>A distinguished name.</summary>
    Directory = 4,

    /// <summary>An EDI party.</summary>
    EdiParty = 5,

    /// <summary>A uniform resource identifier.</summary>
    Uri = 6,

    /// <summary>An IP address, in constraints with its mask.</summary>
    IpAddress = 7,

    /// <summary>An object identifier.</summary>
    RegisteredId = 8,
}
