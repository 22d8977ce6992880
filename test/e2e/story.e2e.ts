import { expect, test } from '@playwright/test';
import { openDesk, type Language } from './desk.ts';

/** The story of the corridor: a child is received at one agency, handed over to another, and everyone sees who is responsible. */
test('a child is received, offered, accepted and delivered; the custody line says who is responsible', async ({ browser, locale, viewport }, { project }) => {
  const language: Language = locale?.startsWith('en') ? 'en' : 'es';
  const options = { ...(locale === undefined ? {} : { locale }), viewport: viewport ?? null };
  const inmPage = await (await browser.newContext(options)).newPage();
  const name = `Ximena ${project.name === 'phone-es' ? 'Tzoc' : project.name === 'phone-en' ? 'Xol' : project.name === 'desktop-es' ? 'Ajanel' : 'Batz'} Quiej`;

  const inm = await openDesk(inmPage, 'inm', language, 'rodrigo.salinas');
  await inm.expectAccessible();

  await test.step('search first, then the rapid intake', async () => {
    await inm.open('/recibir');
    await inmPage.getByLabel(inm.t('search.names')).fill(name);
    await expect(inmPage.getByRole('region', { name: inm.t('search.results') })).toContainText(/\S/);
    await inm.expectAccessible();
    await inmPage.getByRole('button', { name: new RegExp(`${inm.t('search.continue')}|${inm.t('search.continueNone')}`) }).click();
    await expect(inmPage.getByRole('heading', { name: inm.t('case-ui.step.quien.title') })).toBeVisible();
    await inm.expectAccessible();
    await inm.press('case-ui.intake.toReview');
    await expect(inmPage.getByRole('heading', { name: inm.t('case-ui.step.revisar.title') })).toBeVisible();
    await inm.expectAccessible();
    await inm.press('case-ui.intake.save');
    await expect(inmPage).toHaveURL(/\/casos\/[A-Za-z0-9_-]{22}/);
  });
  const childId = /\/casos\/([A-Za-z0-9_-]{22})/.exec(inmPage.url())![1]!;
  await expect(inmPage.getByText(name).first()).toBeVisible();
  await inm.expectAccessible();

  await test.step('offer custody to the protection office', async () => {
    await inm.open(`/casos/${childId}/entregar`);
    await inmPage.getByRole('radio', { name: /DIF Tapachula/ }).first().check({ force: true });
    await inm.expectAccessible();
    for (let step = 0; step < 6 && !(await inm.button('handover-ui.offer.send').isVisible()); step++) {
      for (const group of ['reason', 'urgency']) {
        const choice = inmPage.locator(`input[type="radio"][name="${group}"]`).first();
        if (await choice.count()) await choice.check({ force: true });
      }
      const override = inmPage.locator('select[name="overrideReason"]');
      if (await override.count()) {
        await override.selectOption({ index: 1 });
        await inm.fill('handover-ui.consent.overrideNote', 'La ley obliga a canalizar.');
      }
      await inm.press('handover-ui.next');
    }
    await inm.expectAccessible();
    await inm.press('handover-ui.offer.send');
    await expect(inmPage).toHaveURL(/\/traspasos\/[0-9a-f-]{36}/);
  });
  const handoverId = /\/traspasos\/([0-9a-f-]{36})/.exec(inmPage.url())![1]!;
  await inm.expectAccessible();

  const difPage = await (await browser.newContext(options)).newPage();
  const dif = await openDesk(difPage, 'dif', language, 'ana.lopez');
  await test.step('the other agency sees it at the top of its work and accepts, with the keyboard alone', async () => {
    await dif.expectAccessible();
    await expect(async () => {
      await dif.open(`/traspasos/${handoverId}`);
      await expect(dif.button('handover-ui.accept.open')).toBeVisible({ timeout: 3000 });
    }).toPass();
    await dif.expectAccessible();
    await dif.tabTo(dif.button('handover-ui.accept.open'));
    await difPage.keyboard.press('Enter');
    await dif.expectAccessible();
    await dif.tabTo(difPage.getByRole('dialog').getByRole('button', { name: dif.t('handover-ui.accept.act') }));
    await difPage.keyboard.press('Enter');
    await expect(difPage.getByText(dif.t('handover.step.accepted')).first()).toBeVisible();
  });

  await test.step('the sender confirms the delivery; custody passes', async () => {
    await expect(async () => {
      await inm.open(`/traspasos/${handoverId}/entrega`);
      await expect(inmPage.getByLabel(inm.t('handover-ui.deliver.place')).first()).toBeVisible({ timeout: 3000 });
    }).toPass();
    await inm.fill('handover-ui.deliver.place', 'Módulo Tapachula');
    await inm.fill('handover-ui.deliver.deliveredBy', 'Rodrigo Salinas');
    await inm.fill('handover-ui.deliver.receivedBy', 'Ana López');
    await inm.fill('handover-ui.deliver.condition', 'Tranquila, sin lesiones.');
    await inm.expectAccessible();
    await inm.press('handover-ui.deliver.check');
    await inmPage.getByRole('dialog').getByRole('button').last().click();
  });

  await test.step('both sides say the same', async () => {
    await expect(async () => {
      await dif.open(`/casos/${childId}`);
      await expect(difPage.getByText(name).first()).toBeVisible({ timeout: 3000 });
    }).toPass();
    await expect(difPage.getByRole('region', { name: dif.t('desk.help.custody') })).toContainText('DIF Tapachula');
    await dif.expectAccessible();
    await dif.open(`/casos/${childId}/custodia`);
    await expect(difPage.getByRole('main')).toContainText('INM Tapachula');
    await dif.expectAccessible();
    await inm.open(`/casos/${childId}`);
    await expect(inmPage.getByText(name)).toHaveCount(0);
  });
});
