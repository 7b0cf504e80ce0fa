namespace Ledger.BidFiles;

/// <summary>Why a bid file is refused. The values are stable.</summary>
public enum BidFileError
{
    /// <summary>It is not.</summary>
    None = 0,

    /// <summary>The file does not begin as a bid file does.</summary>
    NotABidFile = 1,

    /// <summary>The file is of a version, cipher or opening mode that this program does not know.</summary>
    UnsupportedVersion = 2,

    /// <summary>A field of the header is out of its range, or the header has bytes left over.</summary>
    MalformedHeader = 3,

    /// <summary>The key is none of those that the file key is wrapped for.</summary>
    WrongKey = 4,

    /// <summary>The file was made for another section.</summary>
    OtherSection = 5,

    /// <summary>The file was made by another bidder.</summary>
    OtherBidder = 6,

    /// <summary>The file ends before its last segment does.</summary>
    Truncated = 7,

    /// <summary>There are bytes behind the last segment.</summary>
    TrailingBytes = 8,

    /// <summary>A segment stands where another belongs.</summary>
    SegmentOutOfPlace = 9,

    /// <summary>A segment is of another bid file.</summary>
    ForeignSegment = 10,

    /// <summary>A segment, or the header before it, was changed.</summary>
    SegmentAltered = 11,

    /// <summary>The source file is no longer what its encrypted part was made from: delete the part and begin anew.</summary>
    SourceChanged = 12,

    /// <summary>
    /// A recipient's certificate is not one to encrypt to: its key must be SM2 and its key usage keyEncipherment or dataEncipherment.
    /// </summary>
    NotAnEncryptionCertificate = 13,

    /// <summary>Section or bidder is empty or longer than 64 ASCII characters.</summary>
    BadLabel = 14,

    /// <summary>The target exists already.</summary>
    TargetExists = 15,
}
