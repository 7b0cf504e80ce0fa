using Google.Protobuf;
using Ledger.Seeds;

namespace Ledger.Secrecy.Tests;

/// <summary>What nobody but bidder and guarantor may know before the opening.</summary>
internal sealed record Bid(string SectionCode, string BidderUscc, string BidderName, Participant Guarantor, ByteString GuaranteeId);
