using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Cases;
using Palveluohjaus.Guidance.Storage;

namespace Palveluohjaus.Guidance.Handoffs;

/// <summary>Finds the meetings that wait for their time or for their result, of those units that are to meet and of the one that has the case.</summary>
internal static class OpenMeetings
{
    extension(GuidanceDbContext guidance)
    {
        /// <param name="unitIds">Of the asker.</param>
        /// <param name="ofCases">Which cases.</param>
        /// <param name="nowUtc">Now.</param>
        /// <param name="cancellationToken">Cancels the reading.</param>
        /// <returns>The nearest first.</returns>
        public async Task<List<(JointMeeting Meeting, GuidanceCase Case)>> OpenMeetingsAsync(
            IReadOnlyCollection<Guid> unitIds, IQueryable<GuidanceCase> ofCases, DateTime nowUtc, CancellationToken cancellationToken)
        {
            // Which units meet is one text: a county has few meetings open at a time, so they are looked through here.
            var open = await (
                from meeting in guidance.JointMeetings.AsNoTracking()
                where meeting.State == JointMeetingState.Agreed
                join about in ofCases.AsNoTracking() on meeting.CaseId equals about.Id
                where about.ClosedAtUtc == null
                orderby meeting.MeetsAtUtc, meeting.Id
                select new { meeting, about }).ToListAsync(cancellationToken);
            return [.. open.Where(each => IsWith(each.meeting, each.about, unitIds, nowUtc)).Select(each => (each.meeting, each.about))];
        }
    }

    /// <summary>Whether one of the units has the case, or is invited and the case still open to it.</summary>
    public static bool IsWith(JointMeeting meeting, GuidanceCase about, IReadOnlyCollection<Guid> unitIds, DateTime nowUtc) =>
        (about.ResponsibleUnitId is { } holder && unitIds.Contains(holder))
        || (meeting.UnitIds.Any(unitIds.Contains) && nowUtc < meeting.MeetsAtUtc.AddDays(JointMeeting.OpensCaseForDays));
}
