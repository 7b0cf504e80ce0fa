namespace Ledger.Exchange;

/// <summary>
/// What is wrong with a document or one of its elements. Numbers and names are stable; docs/spec/exchange.md lists them with their rules.
/// </summary>
public enum ExchangeFault
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>More bytes than <see cref="ExchangeLimits.DocumentBytesMax"/>.</summary>
    TooLarge = 1,

    /// <summary>The bytes are no UTF-8.</summary>
    NotUtf8 = 2,

    /// <summary>Deeper than <see cref="ExchangeLimits.DepthMax"/>.</summary>
    TooDeep = 3,

    /// <summary>No JSON text (RFC 8259).</summary>
    NotJson = 4,

    /// <summary>The type of the document is none of <see cref="DocumentKind"/>.</summary>
    UnknownDocument = 5,

    /// <summary>A version of the format that this reader does not know.</summary>
    UnsupportedVersion = 6,

    /// <summary>More faults than <see cref="ExchangeLimits.FaultsMax"/>; the rest is not listed.</summary>
    TooManyFaults = 7,

    /// <summary>The document begins with a byte order mark.</summary>
    ByteOrderMark = 8,

    /// <summary>The element stands twice in its group.</summary>
    DuplicateElement = 10,

    /// <summary>No such element in this group.</summary>
    UnknownElement = 11,

    /// <summary>The element must be given.</summary>
    MissingElement = 12,

    /// <summary>Another JSON type than the element's.</summary>
    WrongType = 13,

    /// <summary>A text that is empty, too long or holds control characters.</summary>
    BadText = 14,

    /// <summary>A code that does not have its shape.</summary>
    BadCode = 15,

    /// <summary>An amount that is no decimal yuan with at most two places but for zeros, or beyond the range.</summary>
    BadAmount = 16,

    /// <summary>A time that is not <c>yyyy-MM-ddTHH:mm:ss+08:00</c>, with three more places where milliseconds matter.</summary>
    BadTime = 17,

    /// <summary>A number beyond its range.</summary>
    BadCount = 18,

    /// <summary>A value that is not on the element's closed list.</summary>
    UnknownValue = 19,

    /// <summary>Hexadecimal digits of another length, or something else.</summary>
    BadHex = 20,

    /// <summary>A list that is empty or too long.</summary>
    BadLength = 21,

    /// <summary>A list whose entries do not ascend, each once.</summary>
    BadOrder = 22,

    /// <summary>A code that does not begin with the code of the level above.</summary>
    CodeMismatch = 23,

    /// <summary>The element carries personal data, which is never exchanged.</summary>
    PersonalData = 24,

    /// <summary>A sealed guarantee with something that is secret before the opening.</summary>
    SecretBeforeOpening = 25,

    /// <summary>The element does not go with what another says.</summary>
    NotExpected = 26,

    /// <summary>The document is no call of the chain: it can be read, not submitted.</summary>
    NotSubmittable = 27,

    /// <summary>A key that is no point of SM2's curve or of P-256.</summary>
    NotOnCurve = 28,

    /// <summary>
    /// A warning: the check character of a unified social credit code fails, as some early legal codes' do; ask the registry.
    /// </summary>
    NeedsRegistryConfirmation = 40,
}
