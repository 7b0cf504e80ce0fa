namespace Ledger.Orders;

/// <summary>What an order waits for.</summary>
public enum OrderDuty
{
    /// <summary>Nothing: both sides may rest.</summary>
    Nothing,

    /// <summary>The bidder sends its application.</summary>
    Apply,

    /// <summary>The guarantor decides.</summary>
    Decide,

    /// <summary>The bidder brings what the guarantor asked for.</summary>
    BringMaterials,

    /// <summary>The bidder pays the premium, and says so.</summary>
    Pay,

    /// <summary>The bidder signs the contract.</summary>
    SignContract,

    /// <summary>The guarantor's next batch issues the guarantee.</summary>
    Issue,

    /// <summary>The guarantor answers a request for a change.</summary>
    AnswerChange,

    /// <summary>The guarantor answers a request to take the guarantee back.</summary>
    AnswerSurrender,

    /// <summary>The guarantor looks into what holds its guarantee up, or what the bidder did not find on the chain.</summary>
    Repair,

    /// <summary>The bidder goes on in the folder that wrote last, or starts again.</summary>
    StartAgain,
}
