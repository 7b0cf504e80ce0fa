namespace Ledger.Rehearsal;

/// <summary>How an application for a guarantee goes.</summary>
internal enum ApplicationCourse
{
    /// <summary>Approved, paid, signed, and issued with the desk's next batch.</summary>
    Issued,

    /// <summary>The same, after the guarantor had asked for materials (补充材料).</summary>
    IssuedAfterMaterials,

    /// <summary>Rejected with reasons (审核不通过).</summary>
    Rejected,

    /// <summary>Rejected once the materials had been seen.</summary>
    RejectedAfterMaterials,

    /// <summary>Cancelled by the bidder before anybody decided (撤销).</summary>
    CancelledUndecided,

    /// <summary>Cancelled by the bidder when the premium was due.</summary>
    CancelledUnpaid,

    /// <summary>Approved and never paid: it stays open.</summary>
    LeftUnpaid,
}
