require 'sinatra'
require 'net/http'

get '/seating/:id' do
  Net::HTTP.get(URI("#{ENV.fetch('REFUNDS_URL')}/refunds/#{params[:id]}"))
end
