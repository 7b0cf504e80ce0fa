namespace Ledger.Seals;

/// <summary>Why bytes are not taken as a seal, a sealed document, or a request to seal. The values are stable.</summary>
public enum SealError
{
    /// <summary>Nothing is wrong.</summary>
    None = 0,

    /// <summary>Empty, or longer than <see cref="SealLimits"/> allows.</summary>
    Size = 1,

    /// <summary>Not exactly one DER value: indefinite or overlong lengths, nesting beyond 32, bytes after it.</summary>
    Structure = 2,

    /// <summary>The fields are not those of the standard.</summary>
    Malformed = 3,

    /// <summary>The header's version is none of 1, 4 and 5, or not the one whose shape the seal has.</summary>
    Version = 4,

    /// <summary>A certificate in it is not taken.</summary>
    Certificate = 5,

    /// <summary>The document is no ZIP archive, or one whose entries are ambiguous.</summary>
    Archive = 6,

    /// <summary>The archive unpacks to more than <see cref="SealLimits"/> allows.</summary>
    ArchiveTooLarge = 7,

    /// <summary>The document has no signature.</summary>
    NoSignature = 8,

    /// <summary>A file that the document names is not in it.</summary>
    FileMissing = 9,

    /// <summary>The document is no PDF that can be read.</summary>
    Pdf = 10,

    /// <summary>The PDF is encrypted.</summary>
    PdfEncrypted = 11,

    /// <summary>The stamp does not lie wholly on the page as it is shown.</summary>
    Placement = 12,

    /// <summary>The seal's picture is none that can be shown: PNG, JPEG or BMP.</summary>
    Picture = 13,

    /// <summary>The signer's certificate does not sign, is not the key's, or is not on the seal's list.</summary>
    Signer = 14,

    /// <summary>The PDF's last signature does not cover its end, so another seal would hide what was added.</summary>
    PdfChangedAfterSignature = 15,

    /// <summary>The PDF has no empty room for a signature at its end.</summary>
    NotPrepared = 16,

    /// <summary>The signature is longer than the room that was prepared for it.</summary>
    Room = 17,

    /// <summary>The signature is over another document.</summary>
    OtherContent = 18,

    /// <summary>The signature does not hold, or is of another seal.</summary>
    Signature = 19,

    /// <summary>
    /// An earlier signature of the PDF permits no further one: a certification without changes (DocMDP P=1), or a lock of its fields
    /// (FieldMDP).
    /// </summary>
    PdfLocked = 20,

    /// <summary>The PDF has no such page.</summary>
    Page = 21,
}
