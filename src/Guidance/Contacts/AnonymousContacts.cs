using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Cases;
using Palveluohjaus.Guidance.Storage;

namespace Palveluohjaus.Guidance.Contacts;

/// <summary>Gives a case's anonymous contacts to a client.</summary>
internal static class AnonymousContacts
{
    extension(GuidanceDbContext guidance)
    {
        /// <summary>Also forgets who a sending system said they were: from now on the client's own data say it.</summary>
        public async Task LinkAnonymousAsync(GuidanceCase guidanceCase, Guid clientId, DateTime nowUtc, CancellationToken cancellationToken)
        {
            var anonymous = await guidance.Contacts.Where(contact => contact.CaseId == guidanceCase.Id && contact.ClientId == null).ToListAsync(cancellationToken);
            foreach (var contact in anonymous)
                contact.LinkTo(clientId, nowUtc);
            var ids = anonymous.Select(contact => contact.Id).ToList();
            guidance.ContactSenders.RemoveRange(await guidance.ContactSenders.Where(sender => ids.Contains(sender.ContactId)).ToListAsync(cancellationToken));
        }
    }
}
