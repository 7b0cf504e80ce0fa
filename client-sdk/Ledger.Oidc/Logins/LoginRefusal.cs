namespace Ledger.Oidc.Logins;

/// <summary>Why a login ended without one.</summary>
internal enum LoginRefusal
{
    /// <summary>It did not.</summary>
    None,

    /// <summary>The person declined on the phone.</summary>
    Rejected,

    /// <summary>The number typed was not this page's.</summary>
    WrongNumber,

    /// <summary>Its minute was over.</summary>
    Expired,

    /// <summary>The person declined on the page.</summary>
    Cancelled,

    /// <summary>The person's powers for the subject have ended (经办人).</summary>
    PowersEnded,

    /// <summary>The node could not be asked, or what it said did not verify.</summary>
    NodeFailed,

    /// <summary>The login could not be kept as evidence, so it does not count.</summary>
    NotKept,
}
