namespace Ledger.OnlineChecks;

/// <summary>Why an authority's answer is none, each with its words in <see cref="OnlineFaultWords"/>.</summary>
public enum OnlineFault
{
    /// <summary>The answer stands.</summary>
    None,

    /// <summary>No connection came about, or it broke.</summary>
    Unreachable,

    /// <summary>The service did not answer in time.</summary>
    TimedOut,

    /// <summary>The service answered a status of HTTP that is no answer.</summary>
    BadStatus,

    /// <summary>The service failed so often that it is left alone for a while; it was not asked.</summary>
    NotAsked,

    /// <summary>The answer is longer than <see cref="HttpAuthority.AnswerBytesMax"/>.</summary>
    TooLarge,

    /// <summary>The answer is not of the media type that was asked for.</summary>
    WrongMediaType,

    /// <summary>The answer is not the one encoding of its message, or says what no answer says.</summary>
    Malformed,

    /// <summary>It answers another question.</summary>
    OtherQuestion,

    /// <summary>It is about another subject.</summary>
    OtherSubject,

    /// <summary>It is another authority's.</summary>
    OtherIssuer,

    /// <summary>It was made before the question, or after it was received.</summary>
    OtherTime,

    /// <summary>The certificate that it names is not a registered signing certificate that counted when it was made.</summary>
    BadCertificate,

    /// <summary>The certificate that it names is not the issuer's.</summary>
    OtherSigner,

    /// <summary>The signature does not hold.</summary>
    BadSignature,
}
