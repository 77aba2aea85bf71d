using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Cases;
using Palveluohjaus.Guidance.Storage;

namespace Palveluohjaus.Guidance.Contacts;

/// <summary>Gives a case's anonymous contacts to a client.</summary>
internal static class AnonymousContacts
{
    extension(GuidanceDbContext guidance)
    {
        /// <summary>Who a sending system said they were is kept: the link may be undone.</summary>
        public async Task LinkAnonymousAsync(GuidanceCase guidanceCase, Guid clientId, DateTime nowUtc, CancellationToken cancellationToken)
        {
            var anonymous = await guidance.Contacts.Where(contact => contact.CaseId == guidanceCase.Id && contact.ClientId == null).ToListAsync(cancellationToken);
            foreach (var contact in anonymous)
                contact.LinkTo(clientId, nowUtc);
        }
    }
}
