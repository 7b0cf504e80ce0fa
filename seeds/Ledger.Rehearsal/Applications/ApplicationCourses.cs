using Ledger.Orders;

namespace Ledger.Rehearsal;

/// <summary>What a course comes to.</summary>
internal static class ApplicationCourses
{
    internal static OrderState EndOf(ApplicationCourse course) => course switch
    {
        ApplicationCourse.Issued or ApplicationCourse.IssuedAfterMaterials => OrderState.IssuedSealed,
        ApplicationCourse.Rejected or ApplicationCourse.RejectedAfterMaterials => OrderState.Rejected,
        ApplicationCourse.CancelledUndecided or ApplicationCourse.CancelledUnpaid => OrderState.Cancelled,
        ApplicationCourse.LeftUnpaid => OrderState.AwaitPayment,
        _ => throw new ArgumentOutOfRangeException(nameof(course), course, "There is no such course."),
    };

    internal static bool NeedsMaterials(ApplicationCourse course) =>
        course is ApplicationCourse.IssuedAfterMaterials or ApplicationCourse.RejectedAfterMaterials;
}
