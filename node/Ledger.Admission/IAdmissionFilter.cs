using Ledger.Protocol;

namespace Ledger.Admission;

/// <summary>One check that a submitted transaction must pass.</summary>
internal interface IAdmissionFilter
{
    /// <summary>Refuses, or lets the submission pass to the next filter.</summary>
    Refused Check(Submission submission);
}
